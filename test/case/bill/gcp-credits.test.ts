import { describe, expect, it } from 'vitest';
import { toText } from '../../../src/engine/values/exact.ts';
import { csvOf, decimalOf, inspect, units } from './gcp-bill.ts';

interface Credit {
  readonly name: string | null;
  readonly amount: string;
}

function json(credits: readonly Credit[]): string {
  return `[${credits.map(({ name, amount }) => `{"id":null,"name":${JSON.stringify(name)},"amount":${amount}}`).join(',')}]`;
}

/** As Python prints the list; parted by space alone, as numpy prints an array. */
function python(credits: readonly Credit[], between = ', '): string {
  return `[${credits.map(({ name, amount }) => `{'id': None, 'name': ${repr(name)}, 'amount': ${amount}}`).join(between)}]`;
}

function repr(text: string | null): string {
  if (text === null) return 'None';
  const escaped = text.replaceAll('\\', '\\\\');
  if (!text.includes("'")) return `'${escaped}'`;
  return text.includes('"') ? `'${escaped.replaceAll("'", "\\'")}'` : `"${escaped}"`;
}

async function billedOf(name: string, text: string) {
  const { file, issues } = await inspect(name, text);
  return { file, issues, billed: file?.totals.billed && toText(file.totals.billed) };
}

describe('credits of a Google Cloud bill', () => {
  const NAMES = [null, 'made up', "it's", "{'amount': 7}, ", `both ' and ", "amount": 7 } ]`, 'back\\slash'];
  const AMOUNTS = ['-0.1', '-1.3877787807814457e-17', '0', '-0.0123456789012345678901234567890123', '2.5', '-1E-3'];
  const rows = Array.from({ length: 60 }, (_, row) => ({
    cost: `${row}.${String(row * 7919).padStart(6, '0')}`,
    credits: Array.from({ length: row % 6 }, (_, place) => ({
      name: NAMES[(row + place) % 6] ?? null,
      amount: AMOUNTS[(row * place + row) % 6] ?? '0',
    })),
  }));
  const amounts = rows.flatMap(({ cost, credits }) => [cost, ...credits.map(({ amount }) => amount)]);
  const total = decimalOf(amounts.reduce((sum, amount) => sum + units(amount), 0n));

  it.each([
    ['as JSON', (credits: readonly Credit[]) => json(credits)],
    ['as Python prints them', (credits: readonly Credit[]) => python(credits)],
    ['as numpy prints them', (credits: readonly Credit[]) => python(credits, '\n ')],
  ])('are added up to the last digit, however many a row has: %s', async (_, write) => {
    const { file, billed } = await billedOf(
      'credits.csv',
      csvOf(rows.map(({ cost, credits }) => ({ cost, credits: write(credits) }))),
    );
    expect(file?.rows).toEqual({ read: 60, used: 60, excluded: [], rejected: [] });
    expect(billed).toBe(total);
    expect(file?.totals.effective && toText(file.totals.effective)).toBe(total);
    expect(file?.quality).toEqual({ billed: 'derived', effective: 'derived', list: 'missing' });
  });

  it('that are no list of amounts make their row rejected, with its line', async () => {
    const bad = [
      '-0.5',
      '[{"name":"made up"}]',
      "[{'name': 'made up', 'amount': None}]",
      '[{"amount":"5 apples"}]',
      "[{'amount': nan}]",
      '[{"amount":-1},{"name":"made up"}]',
      "[{'amount': -1} ... {'amount': -2}]",
      '[{"amount":-1},{"amount":-',
      '[{}]',
      '[{"amount":-1,"more":{"amount":-2}}]',
    ];
    const { file, issues, billed } = await billedOf(
      'bad.csv',
      csvOf([{}, ...bad.map((credits) => ({ credits })), { credits: '[{"amount":-1}]' }]),
    );
    expect(file?.rows).toMatchObject({ used: 2, rejected: [{ reason: 'unreadable-credits', rows: bad.length }] });
    expect(billed).toBe('19');
    expect(issues.map(({ code, severity, origin }) => [code, severity, origin?.line])).toEqual(
      bad.map((_, index) => ['billing/unreadable-row', 'error', index + 3]),
    );
    expect(issues[0]?.message).toContain('credits');
  });

  it('with more digits than can be held make their row rejected, not rounded', async () => {
    const { file, issues } = await inspect('long.csv', csvOf([{ credits: `[{"amount":-0.${'1'.repeat(60)}}]` }]));
    expect(file?.rows.rejected).toEqual([{ reason: 'bad-number', rows: 1 }]);
    expect(issues.map(({ code }) => code)).toEqual(['billing/bad-number']);
  });

  it('may be absent: an empty cell, an empty list, None', async () => {
    const cells = ['', '[]', '[ ]', 'None', 'NULL', '[{"amount":"-0.5"}]', "[{'amount': Decimal('-0.25')}]"];
    const { file, billed } = await billedOf('none.csv', csvOf(cells.map((credits) => ({ credits }))));
    expect(file?.rows.used).toBe(7);
    expect(billed).toBe('69.25');
  });

  it('that are too many for a row refuse the file, with the number', async () => {
    const many = (count: number) => csvOf([{ credits: `[${Array(count).fill('{"amount":-0.25}').join(',')}]` }]);
    expect((await billedOf('many.csv', many(24))).billed).toBe('4');
    const { file, issues } = await inspect('too-many.csv', many(25));
    expect(file).toBeNull();
    expect(issues.map(({ code }) => code)).toEqual(['billing/too-many-credits']);
    expect(issues[0]?.message).toContain('25');
  });

  it('in columns of their own refuse the file, for unnesting repeats the cost', async () => {
    const flat = csvOf([{ credits: '-1' }], (column) => (column === 'credits' ? 'credits.amount' : column));
    const dotted = await inspect('flat.csv', flat);
    expect(dotted.file).toBeNull();
    expect(dotted.issues.map(({ code }) => code)).toEqual(['billing/unnested-credits']);
    const named = await inspect('flat.csv', flat.replace('credits.amount', 'credits_amount'));
    expect(named.file).toBeNull();
    expect(named.issues.map(({ code }) => code)).toEqual(['billing/missing-columns']);
  });

  it('leave a row without a cost without one', async () => {
    const { file, issues, billed } = await billedOf(
      'no-cost.csv',
      csvOf([{ cost: '', credits: '[{"amount":-1}]' }, {}]),
    );
    expect(file?.rows.used).toBe(2);
    expect(billed).toBe('10');
    expect(issues.map(({ code }) => code)).toEqual(['billing/no-cost', 'billing/no-cost']);
  });

  it('that are an object and no list are one credit, and without an amount no credit that can be read', async () => {
    const record = {
      service: { description: 'Compute Engine' },
      sku: { description: 'Made up' },
      usage_start_time: '2025-04-01T00:00:00',
      usage_end_time: '2025-04-01T01:00:00',
      cost: 1.5,
      currency: 'USD',
      cost_type: 'regular',
      invoice: { month: '202504' },
    };
    const lines = (credits: readonly unknown[]) =>
      credits.map((one) => JSON.stringify({ ...record, credits: one })).join('\n');
    const objects = [
      { name: 'a', amount: -0.25 },
      { name: null, amount: null },
      { name: 'a', amount: null },
    ];
    const { file, billed } = await billedOf('objects.jsonl', lines(objects));
    expect(file?.rows).toMatchObject({ used: 2, rejected: [{ reason: 'unreadable-credits', rows: 1 }] });
    expect(billed).toBe('2.75');
    const mixed = lines([{ amount: -0.25 }, [{ amount: -0.5 }, { amount: -1.3877787807814457e-17 }], [], null]);
    expect((await billedOf('mixed.jsonl', mixed)).billed).toBe('5.249999999999999986122212192185543');
  });
});
