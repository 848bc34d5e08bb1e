import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats as outageFormats } from '../../../src/parsers/outages/registry.ts';
import type { TrainingReading } from '../../../src/parsers/training/format.ts';
import { readTraining } from '../../../src/parsers/training/read.ts';
import { formats } from '../../../src/parsers/training/registry.ts';

// What every format of the folder keeps to. A fixture named `<format id>.<ext>` is all a new one needs.
const FOLDER = new URL('../../fixtures/training/', import.meta.url);
const OUTAGES = new URL('../../fixtures/outages/', import.meta.url);
const load = (folder: URL) =>
  readdirSync(folder)
    .sort()
    .map((label) => ({ label, text: readFileSync(new URL(label, folder), 'utf8') }));
const fixtures = load(FOLDER);
const OPTIONS = { run: 'llama-70b', zone: 'America/Los_Angeles' };
const balanced = ({ rows }: TrainingReading) =>
  [...rows.excluded, ...rows.rejected].reduce((sum, count) => sum + count.rows, rows.used) === rows.read;

it('ids are kebab-case, unique, and the names of the files', () => {
  const files = readdirSync(new URL('../../../src/parsers/training/formats/', import.meta.url)).sort();
  expect(formats.map(({ id }) => `${id}.ts`)).toEqual(files);
});

describe.each(formats)('format $id', (format) => {
  const own = fixtures.find(({ label }) => label.startsWith(`${format.id}.`));

  it('has a fixture, which gives events of the run without an error', () => {
    expect(own).toBeDefined();
    const { value, issues } = readTraining(own as NonNullable<typeof own>, OPTIONS);
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(value.events.length).toBeGreaterThan(0);
    expect(value.events.every(({ run, attempt }) => run === OPTIONS.run && attempt >= 1)).toBe(true);
  });

  it.each([...fixtures, ...load(OUTAGES)])('takes $label apart without throwing, and counts every line', (file) => {
    const reading = format.parse(file, OPTIONS);
    expect(balanced(reading)).toBe(true);
    for (const { code, message } of reading.issues) {
      expect(code).toMatch(/^training\/[a-z-]+$/);
      expect(message).toMatch(/\.$/);
    }
    for (const { at, origin } of reading.value.events) {
      expect(Number.isSafeInteger(at)).toBe(true);
      expect(origin.file).toBe(file.label);
      expect(origin.line).toBeGreaterThan(0);
    }
  });

  it('gives issues, not exceptions, for noise and for its fixture cut or damaged anywhere', () => {
    const text = own?.text ?? '';
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.nat(text.length), fc.nat(20), (noise, at, cut) => {
        for (const broken of ['', noise, text.slice(0, at), `${text.slice(0, at)}${noise}${text.slice(at + cut)}`]) {
          expect(balanced(format.parse({ label: 'x', text: broken }, OPTIONS))).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a log cut anywhere claims nothing that the whole log does not', () => {
    const text = own?.text ?? '';
    const facts = (part: string) => {
      const { value } = format.parse({ label: 'x', text: part }, OPTIONS);
      return value.events.map(({ event, step, attempt }) => `${attempt} ${event} ${step}`);
    };
    const whole = new Set(facts(text));
    // Nothing shows that the last cell of a CSV was cut short, only that cells are missing: it is cut between rows.
    const end = (at: number) => (format.id === 'events-csv' ? text.lastIndexOf('\n', at) + 1 : at);
    for (let at = 0; at <= text.length; at += 1) {
      const stray = facts(text.slice(0, end(at))).filter((fact) => !whole.has(fact));
      expect(stray, `cut after ${at} characters`).toEqual([]);
    }
  });

  it('reads the same with a byte order mark and Windows line breaks', () => {
    const text = own?.text ?? '';
    const windows = format.parse({ label: 'x', text: `\uFEFF${text.replaceAll('\n', '\r\n')}` }, OPTIONS);
    expect(windows).toEqual(format.parse({ label: 'x', text }, OPTIONS));
  });
});

it.each(fixtures)('$label is recognized by exactly one format of both registries', (file) => {
  expect(formats.filter((format) => format.recognize(file))).toHaveLength(1);
  expect(outageFormats.filter((format) => format.recognize(file))).toHaveLength(0);
});

describe('readTraining', () => {
  const codeOf = (...given: Parameters<typeof readTraining>) => readTraining(...given).issues[0]?.code;

  it('lists the formats it knows where none fits', () => {
    const { issues, format, value } = readTraining({ label: 'x', text: 'hello\n' }, OPTIONS);
    expect([format, value.events]).toEqual([null, []]);
    for (const { id } of formats) expect(issues[0]?.fix).toContain(id);
  });

  it('refuses an unknown format id, an unknown zone and an empty file', () => {
    expect(codeOf({ label: 'x', text: 'hello\n' }, OPTIONS)).toBe('training/unknown-format');
    expect(codeOf({ label: 'x', text: 'a' }, OPTIONS, 'tensorboard')).toBe('training/unknown-format');
    expect(codeOf({ label: 'x', text: 'a' }, { run: 'r', zone: 'Nowhere' })).toBe('training/unknown-zone');
    expect(codeOf({ label: 'x', text: '\n' }, OPTIONS)).toBe('training/empty-file');
  });

  it.each(['megatron-progress.txt', 'megatron-iterations.log'])(
    'refuses the local times of %s without a zone, once for all lines',
    (label) => {
      const file = fixtures.find((fixture) => fixture.label === label) as { label: string; text: string };
      const { issues, value } = readTraining({ ...file, text: file.text.repeat(100) }, { run: 'r' });
      expect(value.events).toEqual([]);
      expect(issues.every(({ code }) => code === 'training/zone-less-time' || code === 'training/unplaced-line')).toBe(
        true,
      );
      expect(issues.length).toBeLessThan(15);
      expect(issues[0]?.fix).toContain('tz');
    },
  );
});
