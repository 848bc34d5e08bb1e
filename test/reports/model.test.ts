import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { reportJsonSchema, reportSchemaFile } from '../../scripts/generate-report-schema.ts';
import { fromText, sum } from '../../src/engine/values/exact.ts';
import { findFigure } from '../../src/reports/find-figure.ts';
import { buildReport } from '../../src/reports/model.ts';
import { type Report, reportSchema } from '../../src/reports/report-schema.ts';
import { plain } from '../../src/reports/show.ts';
import { assessment, cases, credit, incident, loss, provenance } from './assessments.ts';

const named = Object.entries(cases).map(([name, make]) => ({ name, make }));
const report = (make: () => ReturnType<typeof assessment>): Report => buildReport(make(), provenance);

describe('the record', () => {
  const validate = new Ajv2020({ validateFormats: false }).compile(JSON.parse(reportJsonSchema()));

  it.each(named)('$name: validates against the published schema', ({ make }) => {
    const record = JSON.parse(JSON.stringify(report(make)));
    expect(validate(record), JSON.stringify(validate.errors)).toBe(true);
    expect(reportSchema.parse(record)).toEqual(record);
  });

  it('is refused by the schema where an amount is a number or a field is missing', () => {
    const record = JSON.parse(JSON.stringify(report(cases.usual as () => ReturnType<typeof assessment>)));
    expect(
      validate({ ...record, summary: { ...record.summary, credit: { ...record.summary.credit, base: 4915.2 } } }),
    ).toBe(false);
    const { figures: _, ...without } = record;
    expect(validate(without)).toBe(false);
  });

  it('has a published schema that is current', () => {
    expect(existsSync(reportSchemaFile)).toBe(true);
    expect(readFileSync(reportSchemaFile, 'utf8')).toBe(reportJsonSchema());
  });

  it.each(named)('$name: same input, same bytes, nothing lost on the way through a file', ({ make }) => {
    expect(JSON.stringify(report(make))).toBe(JSON.stringify(report(make)));
    expect(JSON.parse(JSON.stringify(report(make)))).toEqual(report(make));
  });
});

describe('figures', () => {
  it.each(named)('$name: every decimal of the record is a figure, and is what the figure rounds to', ({ make }) => {
    const record = report(make);
    const seen = [...decimals(record)];
    expect(seen.length).toBeGreaterThan(3);
    for (const { place, text } of seen) {
      const found = findFigure(record, place);
      expect(found, place).not.toBeNull();
      const value = fromText(found?.figure.value ?? '');
      const unit = /\.totals\./.test(place) ? 'count' : (found?.figure.unit ?? '');
      expect(value && plain(value, unit), place).toBe(text);
    }
  });

  it.each(named)('$name: every null amount says why', ({ make }) => {
    for (const { node, field } of nulls(report(make))) expect(node.undetermined, field).toHaveProperty(field);
  });

  it.each(named)('$name: inputs and aliases lead to figures', ({ make }) => {
    const { figures, aliases } = report(make);
    for (const figure of Object.values(figures))
      for (const input of figure.inputs) expect(figures).toHaveProperty([input]);
    for (const id of Object.values(aliases)) expect(figures).toHaveProperty([id]);
  });

  it('keeps figures of strange names apart', () => {
    const record = buildReport(
      assessment({ losses: [loss({ id: '__proto__' })] }, { settled: Object.fromEntries([['__proto__', 'UTC']]) }),
      provenance,
    );
    expect(findFigure(record, 'losses.__proto__.total')?.figure.value).toBe('476636.16');
    expect(findFigure(record, '__proto__')).toBeNull();
    expect(findFigure(record, 'constructor')).toBeNull();
    expect(Object.keys(record.provenance.readings)).toEqual(['__proto__']);
  });

  it('finds the headline under short names', () => {
    const record = report(cases.usual as () => ReturnType<typeof assessment>);
    const same = (a: string, b: string) => expect(findFigure(record, a)?.id).toBe(findFigure(record, b)?.id);
    same('credit', 'summary.credit.base');
    same('C1', 'C1.credit.base');
    same('L1', 'L1.total');
    same('L1.2', 'L1.2.cost');
    same('loss', 'summary.loss.total');
  });
});

describe('rounding', () => {
  it('E14: three lines of 0.18 and a total of 0.53 get a line of -0.01', () => {
    const [run] = report(cases.rounding as () => ReturnType<typeof assessment>).losses;
    expect(run?.buckets.map((bucket) => bucket.cost)).toEqual(['0.18', '0.18', '0.18']);
    expect(run?.total).toBe('0.53');
    expect(run?.rounding).toBe('-0.01');
  });

  it('has no line where the lines add up', () => {
    const [run] = report(cases.usual as () => ReturnType<typeof assessment>).losses;
    expect(run?.rounding).toBeNull();
  });

  it('has no line where the total is not the sum of the lines', () => {
    const short = loss();
    const record = buildReport(assessment({ losses: [{ ...short, buckets: short.buckets.slice(1) }] }), provenance);
    expect(record.losses[0]?.rounding).toBeNull();
  });

  it('closes the gap between the rows of credits and their total', () => {
    const parts = (unit: string, tier: string) => credit({ unit, credit: ['0', '0.004', '0.006'] }, { tier });
    const record = buildReport(assessment({ credits: [parts('a', 'x'), parts('b', 'y')] }), provenance);
    expect(record.summary.credit).toMatchObject({ base: '0.01', high: '0.01' });
    expect(record.summary.creditRounding).toEqual({ low: '0.00', base: '0.01', high: '-0.01' });
  });
});

describe('groups', () => {
  it('folds 64 units of one outcome into one row, amounts summed exactly', () => {
    const record = report(cases['64 units'] as () => ReturnType<typeof assessment>);
    expect(record.credits).toHaveLength(64);
    expect(record.creditGroups).toHaveLength(1);
    const [group] = record.creditGroups;
    expect(group).toMatchObject({ ref: 'G1', count: 64 });
    const members = record.credits
      .map((one) => fromText(findFigure(record, one.ref)?.figure.value ?? ''))
      .filter((value) => value !== undefined);
    expect(findFigure(record, 'G1')?.figure.value).toBe(sum(members).toString());
  });

  it('keeps outcomes that differ apart', () => {
    const other = credit({
      unit: 'b',
      status: 'insufficient-evidence',
      credit: ['0', '0', '0'],
      worth: ['0', '1', '2'],
    });
    const unknown = credit({ unit: 'c', credit: [null, null, null] });
    const record = buildReport(assessment({ credits: [credit({ unit: 'a' }), other, unknown] }), provenance);
    expect(record.creditGroups.map((group) => group.ref)).toEqual(['C1', 'C2', 'C3']);
  });

  it('folds a thousand units as well', () => {
    const many = Array.from({ length: 1000 }, (_, nth) =>
      credit({ unit: `i-${nth}`, base: `${nth}`, credit: ['0', `${nth}`, `${nth}`] }),
    );
    const record = buildReport(assessment({ credits: many, incidents: [incident()] }), provenance);
    expect(record.creditGroups).toHaveLength(1);
  });
});

interface Seen {
  readonly place: string;
  readonly text: string;
}

const DECIMAL = /^-?\d+(\.\d+)?$/;
const NOT_AMOUNTS = new Set([
  'figures',
  'aliases',
  'provenance',
  'issues',
  'incidents.scopes',
  'case',
  'nextDeadline',
  'scope',
  'period',
  'deadlines',
  'clauses',
  'evidence',
  'negotiated',
  'value',
  'shown',
]);

/** Every decimal text of the record with its place: `<ref>.<field>` inside an item, a dotted path elsewhere. */
function* decimals(node: unknown, place = ''): Generator<Seen> {
  if (typeof node === 'string' && DECIMAL.test(node)) yield { place, text: node };
  if (node === null || typeof node !== 'object') return;
  const own = 'ref' in node && typeof node.ref === 'string' ? node.ref : place;
  for (const [key, value] of Object.entries(node)) {
    if (NOT_AMOUNTS.has(key)) continue;
    yield* decimals(value, own ? `${own}.${key}` : key);
  }
}

const AMOUNTS = new Set([
  'low',
  'base',
  'high',
  'total',
  'cash',
  'nonCash',
  'gpuHours',
  'cost',
  'seconds',
  'gpus',
  'usdPerGpuHour',
  'delaySeconds',
  'declaredSeconds',
  'observedSeconds',
  'unknownSeconds',
  'acknowledgedAfterSeconds',
  'amount',
  'outage',
  'customer',
  'unclear',
]);

function* nulls(node: unknown): Generator<{ node: Record<string, unknown>; field: string }> {
  if (node === null || typeof node !== 'object') return;
  for (const [field, value] of Object.entries(node)) {
    if (field === 'figures') continue;
    // A credit that has no base at all (not covered) says why in `because`.
    if (value === null && AMOUNTS.has(field) && !(field === 'base' && 'because' in node && !('undetermined' in node))) {
      yield { node: node as Record<string, unknown>, field };
    }
    yield* nulls(value);
  }
}
