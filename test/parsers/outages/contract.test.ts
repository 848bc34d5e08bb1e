import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutageReading } from '../../../src/parsers/outages/format.ts';
import { readOutages, recognizeOutages } from '../../../src/parsers/outages/read.ts';
import { formats } from '../../../src/parsers/outages/registry.ts';
import { formats as trainingFormats } from '../../../src/parsers/training/registry.ts';

// What every format of the folder keeps to, tested for a new one before its author writes a test: a fixture named
// `<format id>.<ext>` is all it needs.
const FOLDER = new URL('../../fixtures/outages/', import.meta.url);
const fixtures = readdirSync(FOLDER)
  .sort()
  .map((label) => ({ label, text: readFileSync(new URL(label, FOLDER), 'utf8') }));
const balanced = ({ rows }: OutageReading) =>
  [...rows.excluded, ...rows.rejected].reduce((sum, count) => sum + count.rows, rows.used) === rows.read;
const SEVERITIES = ['error', 'warning', 'note'];

it('ids are kebab-case, unique, and the names of the files', () => {
  const files = readdirSync(new URL('../../../src/parsers/outages/formats/', import.meta.url)).sort();
  expect(formats.map(({ id }) => `${id}.ts`)).toEqual(files);
});

describe.each(formats)('format $id', (format) => {
  const own = fixtures.find(({ label }) => label.startsWith(`${format.id}.`));

  it('has a fixture, which gives outages or samples without an error', () => {
    expect(own).toBeDefined();
    const { value, issues, rows } = readOutages(own as NonNullable<typeof own>);
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(value.outages.length + (value.samples?.length ?? 0)).toBeGreaterThan(0);
    expect(rows.used).toBeGreaterThan(0);
  });

  it.each(fixtures)('takes $label apart without throwing, and counts every row', (file) => {
    const reading = format.parse(file, {});
    expect(balanced(reading)).toBe(true);
    for (const { code, severity, message } of reading.issues) {
      expect(code).toMatch(/^outages\/[a-z-]+$/);
      expect(SEVERITIES).toContain(severity);
      expect(message).toMatch(/\.$/);
    }
    for (const outage of reading.value.outages) {
      expect(Number.isSafeInteger(outage.begin)).toBe(true);
      expect(outage.end ?? outage.begin).toBeGreaterThanOrEqual(outage.begin);
      expect(outage.origin.file).toBe(file.label);
      expect(outage.origin.line).toBeGreaterThan(0);
    }
    for (const sample of reading.value.samples ?? []) {
      expect(sample.end).toBeGreaterThan(sample.begin);
      expect(sample.origin.line).toBeGreaterThan(0);
    }
    const ids = reading.value.outages.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('gives issues, not exceptions, for an empty file, noise, and its fixture cut or damaged anywhere', () => {
    const text = own?.text ?? '';
    expect(format.parse({ label: 'x', text: '' }, {}).issues[0]?.code).toBe('outages/empty-file');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.nat(text.length), fc.nat(20), (noise, at, cut) => {
        for (const broken of [noise, text.slice(0, at), `${text.slice(0, at)}${noise}${text.slice(at + cut)}`]) {
          expect(balanced(format.parse({ label: 'x', text: broken }, {}))).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('reads the same with a byte order mark and Windows line breaks', () => {
    const text = own?.text ?? '';
    const plain = format.parse({ label: 'x', text }, {});
    const windows = format.parse({ label: 'x', text: `\uFEFF${text.replaceAll('\n', '\r\n')}` }, {});
    expect(windows.value).toEqual(plain.value);
    expect(windows.rows).toEqual(plain.rows);
  });
});

it.each(fixtures)('$label is recognized by exactly one format of both registries', (file) => {
  expect(formats.filter((format) => format.recognize(file))).toHaveLength(1);
  expect(trainingFormats.filter((format) => format.recognize(file))).toHaveLength(0);
});

describe('readOutages', () => {
  it('lists the formats it knows where none fits', () => {
    const { issues, format } = readOutages({ label: 'x', text: 'hello\n' });
    expect(format).toBeNull();
    expect(issues[0]?.code).toBe('outages/unknown-format');
    for (const { id } of formats) expect(issues[0]?.fix).toContain(id);
  });

  it('refuses an unknown format id, an unknown zone and an empty file', () => {
    const codeOf = (...given: Parameters<typeof readOutages>) => readOutages(...given).issues[0]?.code;
    expect(codeOf({ label: 'x', text: 'a' }, {}, 'nagios')).toBe('outages/unknown-format');
    expect(codeOf({ label: 'x', text: 'a' }, { zone: 'Mars/Olympus' })).toBe('outages/unknown-zone');
    expect(codeOf({ label: 'x', text: ' \n' })).toBe('outages/empty-file');
  });

  it('takes a format by its id although the content looks otherwise, and says what is wrong', () => {
    const file = fixtures.find(({ label }) => label === 'outages-csv.csv') as { label: string; text: string };
    const { issues, format } = readOutages(file, {}, 'probes-csv');
    expect(format).toBe('probes-csv');
    expect(issues[0]?.code).toBe('outages/missing-column');
  });

  it('never throws on noise', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(recognizeOutages({ label: 'x', text })).toBeUndefined();
      }),
    );
  });
});
