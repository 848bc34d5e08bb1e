import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Exact, parseDecimal, sum, toText, ZERO } from '../../../src/engine/values/exact.ts';
import { type Bills, COLUMNS, cells, csv, HEADER, line, openBills, type Row } from './focus-bill.ts';

let bills: Bills;
beforeAll(async () => {
  bills = await openBills();
});
afterAll(() => bills.remove());

describe('ragged rows', () => {
  const rows = [line({ BilledCost: '1' }), line({ BilledCost: '2' }), line({ BilledCost: '4' })];

  it('of one cell less than the header names are rejected one and all, and nothing is shifted', async () => {
    const { rows: counted, billed, reading } = await bills.read(`${HEADER},x_More\n${rows.join('\n')}\n`);
    expect([counted, billed, reading.value.charges]).toEqual([{ read: 3, used: 0, rejected: 3 }, null, []]);
    expect(reading.issues.map(({ origin }) => origin?.line)).toEqual([2, 3, 4]);
  });

  it.each([
    ['too many cells', `${rows[1]},more`, 'Expected Number of Columns: 14 Found: 15'],
    ['far too many cells', `${rows[1]},a,b,c`, 'Expected Number of Columns: 14 Found: 17'],
    ['too few cells', '1,2,3', 'Expected Number of Columns: 14 Found: 3'],
    ['one cell', 'Total', 'Expected Number of Columns: 14 Found: 1'],
  ])('of %s are rejected with the right counts; the others are used', async (_, bad, says) => {
    const { rows: counted, billed, reading } = await bills.read(csv(rows[0] as string, bad, rows[2] as string));
    expect([counted, billed]).toEqual([{ read: 3, used: 2, rejected: 1 }, '5']);
    expect(reading.issues.map(({ origin, message }) => [origin?.line, message])).toEqual([
      [3, `The row cannot be split into the columns of the header: ${says}`],
    ]);
  });

  it.each(['', 'N', 'nul', 'NULL', '""', '"NULL"', '"a ""b"""', '"{""a"": 1}"', '"two\n""lines"""'])(
    'of one cell more, %j, are not let pass as DuckDB does, for the cells could be shifted',
    async (extra) => {
      const shifted = line({ ServiceName: 'Compute, shifted', ChargeDescription: extra });
      for (const bad of [`${rows[1]},${extra}`, shifted]) {
        for (const content of [csv(bad), csv(rows[0] as string, bad, ...rows), csv(...rows, bad).trimEnd()]) {
          for (const text of [content, content.replaceAll('\n', '\r\n'), gzipSync(content)]) {
            const { codes, reading } = await bills.read(text);
            expect([codes, reading.value.charges]).toEqual([['shifted-cells'], []]);
          }
        }
      }
    },
  );

  it('are found wherever in a large file they are', async () => {
    const many = Array.from({ length: 9000 }, () => line({ ChargeDescription: 'x'.repeat(200) }));
    for (const at of [0, 3000, 6500, 8999]) {
      const { reading } = await bills.read(csv(...many.with(at, line({ ServiceName: 'a, b', ChargeDescription: '' }))));
      expect(reading.issues.map(({ code, origin }) => [code, origin?.line])).toEqual([
        ['billing/shifted-cells', at + 2],
      ]);
    }
    const ending = ['', '"quoted"', '"{""a"": 1}"', 'NULL'].map((ChargeDescription) => line({ ChargeDescription }));
    const { codes, rows: counted } = await bills.read(csv(...many, ...ending, ...many));
    expect([codes, counted?.used]).toEqual([[], 18_004]);
  });

  it('are shown at their physical lines behind quoted newlines, with semicolons too', async () => {
    const content = csv(line({ ChargeDescription: '"two\n\nlines"' }), '1,2', line({ BilledCost: 'x' }), line());
    for (const text of [content, content.replaceAll(',', ';')]) {
      const { reading } = await bills.read(text);
      expect(reading.issues.map(({ code, origin }) => [code, origin?.line])).toEqual([
        ['billing/malformed-row', 5],
        ['billing/bad-number', 6],
      ]);
    }
  });

  it('of more than two megabytes are rejected, and no memory is spent on them', async () => {
    const { rows: counted, billed } = await bills.read(
      csv(line({ BilledCost: '1', ChargeDescription: 'x'.repeat(20_000_000) }), line({ BilledCost: '2' })),
    );
    expect([counted, billed]).toEqual([{ read: 2, used: 1, rejected: 1 }, '2']);
  });
});

describe('a bill that was damaged', () => {
  const rows: Row[] = Array.from({ length: 12 }, (_, index) => ({
    BilledCost: `${index}.${'123456789012345678'.slice(0, index + 1)}`,
    ResourceId: `i-${index}`,
    ChargeDescription: index % 4 === 1 ? `"a, ""b""\n${index}"` : index % 4 === 2 ? `5" disk ${index}` : 'made up',
  }));
  const whole = Buffer.from(csv(...rows.map(line)));
  const lines = whole.toString().split('\n');

  const cut = fc.nat(whole.length - 1).map((at) => ({ how: 'cut', at }));
  const flip = fc.record({ how: fc.constant('flip'), at: fc.nat(whole.length - 1), bit: fc.nat(7) });
  const insert = fc.record({
    how: fc.constant('insert'),
    at: fc.nat(whole.length),
    text: fc.constantFrom('"', ',', '\n', '\r', ';', '"\n', ',"', '\0'),
  });
  const drop = fc.nat(lines.length - 1).map((at) => ({ how: 'drop', at }));
  type Damage = { readonly how: string; readonly at: number; readonly bit?: number; readonly text?: string };

  function damage(bytes: Buffer, { how, at: place, bit = 0, text = '' }: Damage): Buffer {
    const at = Math.min(place, bytes.length - 1);
    if (how === 'cut') return bytes.subarray(0, at);
    if (how === 'insert') return Buffer.concat([bytes.subarray(0, at), Buffer.from(text), bytes.subarray(at)]);
    if (how === 'drop')
      return Buffer.from(
        bytes
          .toString('latin1')
          .split('\n')
          .filter((_, index) => index !== place)
          .join('\n'),
        'latin1',
      );
    const copy = Buffer.from(bytes);
    if (at >= 0) copy.writeUInt8(copy.readUInt8(at) ^ (1 << bit), at);
    return copy;
  }

  /** What csv-parse makes of it: the amounts that count for certain, and those of rows with odd times, or no UTF-8. */
  function independently(bytes: Buffer): { records: number; certain: Exact[]; doubtful: Exact[] } {
    const [header = [], ...records] = parse(bytes, { relax_quotes: true, relax_column_count: true }) as string[][];
    const filled = records.filter((record) => record.length > 1 || record[0] !== '');
    const certain: Exact[] = [];
    const doubtful: Exact[] = [];
    const billedAt = header.map((name) => name.toLowerCase()).indexOf('billedcost');
    for (const record of filled) {
      if (record.length !== header.length) continue;
      const amount = parseDecimal((record[billedAt] ?? '').trim());
      if (!amount) continue;
      const known = cells({ ...rows[0], ResourceId: record[12], ChargeDescription: record[13] });
      const plain =
        record.slice(2, header.length).every((cell, index) => cell === known[index + 2]) &&
        !record.some((cell) => cell.includes('\uFFFD'));
      (plain && parseDecimal(record[1] ?? '') ? certain : doubtful).push(amount);
    }
    return { records: filled.length, certain, doubtful };
  }

  function totals(certain: readonly Exact[], doubtful: readonly Exact[]): string[] {
    const [first, ...rest] = doubtful;
    if (!first) return [toText(sum(certain))];
    return [...totals(certain, rest), ...totals([...certain, first], rest)];
  }

  it('gives no totals and an error, or the exact sum of its good rows: never anything else', async () => {
    const seen = { refused: 0, read: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof<fc.Arbitrary<Damage>[]>(cut, flip, flip, insert, insert, drop), {
          minLength: 1,
          maxLength: 2,
        }),
        async (damages) => {
          const bytes = damages.reduce(damage, whole);
          const { reading, billed, codes } = await bills.read(bytes);
          const [file] = reading.value.files;
          if (!file || codes.includes('mixed-currencies')) {
            expect(reading.value.charges).toEqual([]);
            expect(reading.issues.length).toBeGreaterThan(0);
            expect(billed).toBeNull();
            seen.refused += 1;
            return;
          }
          seen.read += 1;
          const { records, certain, doubtful } = independently(bytes);
          const { read, used, excluded, rejected } = file.rows;
          const others = [...excluded, ...rejected].reduce((count, { rows: more }) => count + more, 0);
          expect([read, used + others]).toEqual([records, records]);
          // Without a time column that was renamed in the header, no row is good.
          if (used > 0 || bytes.toString('latin1').startsWith(HEADER))
            expect(totals(certain, doubtful)).toContain(billed ?? toText(ZERO));
          if (rejected.length > 0) expect(reading.issues.some(({ severity }) => severity === 'error')).toBe(true);
        },
      ),
      { numRuns: Number(process.env.BILL_DAMAGES ?? 150), seed: Number(process.env.BILL_SEED ?? 1) },
    );
    expect(Math.min(seen.refused, seen.read)).toBeGreaterThan(20);
  });
});

describe('what DuckDB does in silence', () => {
  it('rounding beyond 12, 18 and 48 decimals: never here', async () => {
    const decimals = (count: number) => `0.${'0'.repeat(count - 1)}7`;
    const written = [12, 13, 18, 19, 30, 40].map((count) => [count, decimals(count)] as const);
    for (const [count, text] of [...written, [41, '7e-41'], [48, '7E-48'], [48, `${decimals(18)}e-30`]] as const) {
      const { billed } = await bills.read(csv(line({ BilledCost: text }), line({ BilledCost: '1' })));
      expect(billed).toBe(decimals(count).replace('0', '1'));
    }
    for (const text of [decimals(41), decimals(49), '7E-49', `${decimals(18)}e-31`]) {
      const { codes, rows } = await bills.read(csv(line({ BilledCost: text })));
      expect([codes, rows]).toEqual([['bad-number'], { read: 1, used: 0, rejected: 1 }]);
    }
  });

  it('taking columns by their place: names of the header decide, were they swapped', async () => {
    const row = line({ BilledCost: '1', EffectiveCost: '9' });
    const swapped = csv(row).replace('BilledCost,EffectiveCost', 'EffectiveCost,BilledCost');
    expect([(await bills.read(csv(row))).billed, (await bills.read(swapped)).billed]).toEqual(['1', '9']);
  });

  it('taking digits for numbers: leading zeros of ids stay', async () => {
    const needs = { detail: [{}], windows: [] };
    const { reading } = await bills.read(csv(line({ ResourceId: '000012345678' }), line({ ResourceId: '1E5' })), {
      needs,
    });
    expect(reading.value.charges.map(({ ResourceId }) => ResourceId)).toEqual(['000012345678', '1E5']);
  });

  it.each(['ChargePeriodStart', 'ChargePeriodEnd', 'BillingPeriodStart', 'BillingPeriodEnd'] as const)(
    'passing over a month 13 in %s: its row is rejected, asked for or not',
    async (column) => {
      const { rows, codes } = await bills.read(csv(line({ [column]: '2025-13-01T00:00:00Z' }), line()));
      expect([rows, codes]).toEqual([{ read: 2, used: 1, rejected: 1 }, ['bad-time']]);
    },
  );

  it('dropping what follows an open quote: nothing of the file is used', async () => {
    for (const delimiter of [',', ';', '\t']) {
      const text = csv(line(), line({ ChargeDescription: '"open' }), line(), line()).replaceAll(',', delimiter);
      const { codes, reading } = await bills.read(text);
      expect([codes, reading.issues[0]?.origin?.line, reading.value.files]).toEqual([['unclosed-quote'], 3, []]);
    }
  });

  it('ending in an overflow of a sum: said so', async () => {
    const rows = Array.from({ length: 30 }, () => line({ BilledCost: '99999999999999999999' }));
    expect((await bills.read(csv(...rows))).codes).toEqual(['overflow']);
  });
});

describe('the decimal comma', () => {
  it.each([
    ['1.234,56', '1234.56'],
    ['-1.234.567,89', '-1234567.89'],
    ['1234,56', '1234.56'],
    ['0,000000000000000001', '0.000000000000000001'],
    ['1,5E3', '1500'],
    ['1.234', '1234'],
    ['5', '5'],
  ])('stated: %s is %s', async (text, value) => {
    const { billed, codes } = await bills.read(csv(line({ BilledCost: `"${text}"` })), { decimalComma: true });
    expect([billed, codes]).toEqual([value, []]);
  });

  it.each(['1,234.56', '1.234.56', '12.34,5', '1234.5', '0.123', '00.123', '1.5E3', '1,2,3', ',5', '1 234,56'])(
    'stated: %s is rejected, for it could be ten or a thousand times as much',
    async (text) => {
      const { rows, codes } = await bills.read(csv(line({ BilledCost: `"${text}"` })), { decimalComma: true });
      expect([rows, codes]).toEqual([{ read: 1, used: 0, rejected: 1 }, ['bad-number']]);
    },
  );

  it.each(['1.234,56', '1234,56', '1,5E3', '1,234'])('not stated: %s is rejected', async (text) => {
    const { rows, codes } = await bills.read(csv(line({ BilledCost: `"${text}"` })));
    expect([rows, codes]).toEqual([{ read: 1, used: 0, rejected: 1 }, ['bad-number']]);
  });

  it('stated of a typed Parquet file changes nothing', async () => {
    const path = await toParquet(
      'typed',
      csv(line({ BilledCost: '1.234' })),
      'BilledCost::DECIMAL(18, 3) AS BilledCost',
    );
    expect((await bills.read(path, { decimalComma: true })).billed).toBe('1.234');
  });
});

describe('currencies', () => {
  it('are one however they are cased and spaced', async () => {
    const rows = ['usd', ' USD', 'Usd ', 'USD'].map((BillingCurrency) => line({ BillingCurrency }));
    const { billed, reading, codes } = await bills.read(csv(...rows));
    expect([billed, reading.value.files[0]?.currency, codes]).toEqual(['4', 'USD', []]);
  });

  it('of units that are no money, prepaid credits or tokens, are never added to money', async () => {
    for (const unit of ['MC', 'Token', 'Credits', '€']) {
      const alone = await bills.read(csv(line({ BillingCurrency: unit })));
      expect([alone.reading.value.files[0]?.currency, alone.billed]).toEqual([unit.toUpperCase(), '1']);
      const mixed = await bills.read(csv(line({ BillingCurrency: unit }), line()));
      expect([mixed.codes, mixed.reading.value.charges, mixed.billed]).toEqual([['mixed-currencies'], [], null]);
      const asked = await bills.read(csv(line({ BillingCurrency: unit }), line({ BilledCost: '7' })), {
        currency: ' usd',
      });
      expect([asked.billed, asked.rows?.used]).toEqual(['7', 1]);
    }
  });

  it('that are not named are not taken for those beside them', async () => {
    const { codes, reading } = await bills.read(csv(line(), line({ BillingCurrency: '' })));
    expect([codes, reading.value.charges]).toEqual([['no-currency', 'mixed-currencies'], []]);
  });
});

describe('parts of one bill', () => {
  const first = csv(line({ BilledCost: '3', ResourceId: 'i-1' }), line({ BilledCost: '4', ResourceId: 'i-2' }));
  const second = csv(line({ BilledCost: '5.1', ResourceId: 'i-3' }), line({ BilledCost: '6.1', ResourceId: 'i-4' }));

  it('may hold a column as integers, doubles, decimals, bytes or nothing but null', async () => {
    const parts = [
      await toParquet('p1', first, 'BilledCost::INTEGER AS BilledCost', 'NULL::INTEGER AS ListCost'),
      await toParquet('p2', second, 'BilledCost::DOUBLE AS BilledCost', '1.5::DECIMAL(10, 2) AS ListCost'),
      await toParquet('p3', second.replaceAll('i-', 'j-'), 'BilledCost::FLOAT AS BilledCost', "'0.1' AS ListCost"),
      await toParquet('p4', first.replaceAll('i-', 'k-'), 'BilledCost::BLOB AS BilledCost', '2::HUGEINT AS ListCost'),
    ];
    const { reading, codes } = await bills.read(parts);
    expect(codes).toEqual([]);
    const totals = reading.value.files.map(({ totals: { billed, list } }) =>
      [billed, list].map((one) => one && toText(one)),
    );
    expect(totals).toEqual([
      ['7', null],
      ['11.2', '3'],
      ['11.2', '0.2'],
      ['7', '4'],
    ]);
  });

  it.each(['true AS BilledCost', '[1] AS BilledCost', "{'a': 1} AS BilledCost", "'NaN'::DOUBLE AS BilledCost"])(
    'that hold %s reject their rows',
    async (column) => {
      const { rows } = await bills.read(await toParquet('odd', first, column));
      expect(rows).toEqual({ read: 2, used: 0, rejected: 2 });
    },
  );

  it('are each read by their own header, in whatever order and number their columns come', async () => {
    const row = cells({ BilledCost: '7', EffectiveCost: '100', ResourceId: 'i-9' });
    const turned = [[...COLUMNS, 'x_More'].reverse(), [...row, 'more'].reverse()]
      .map((one) => one.join(','))
      .join('\n');
    const { reading, codes } = await bills.read([await bills.put(first, '1.csv'), await bills.put(turned, '2.csv')]);
    expect(codes).toEqual([]);
    expect(reading.value.files.map(({ totals }) => totals.billed && toText(totals.billed))).toEqual(['7', '7']);
    expect(reading.value.files.map(({ totals }) => totals.effective && toText(totals.effective))).toEqual(['7', '100']);
  });

  it('of which one lacks a column for costs say so; other columns are no matter', async () => {
    const without = (text: string, ...names: string[]) => {
      const places = COLUMNS.flatMap((name, at) => (names.includes(name) ? [at] : []));
      const kept = text.trimEnd().split('\n');
      return kept
        .map((one) =>
          one
            .split(',')
            .filter((_, at) => !places.includes(at))
            .join(','),
        )
        .join('\n');
    };
    const whole = await bills.put(first, 'whole.csv');
    const { reading } = await bills.read([whole, await bills.put(without(second, 'ListCost', 'RegionId'), 'part.csv')]);
    const drift = reading.issues.filter(({ code }) => code === 'billing/schema-drift');
    expect(drift.map(({ severity, origin }) => [severity, origin?.file])).toEqual([['warning', 'part.csv']]);
    expect(drift[0]?.message).toContain('that whole.csv has for the same time: ListCost.');
    const later = second.replaceAll('2025-10-20', '2025-11-20');
    for (const other of [
      without(second, 'RegionId'),
      without(later, 'ListCost'),
      without(second.replaceAll('AWS', 'OCI'), 'ListCost'),
    ])
      expect((await bills.read([whole, await bills.put(other, 'other.csv')])).codes).not.toContain('schema-drift');
  });
});

/** The rows of a CSV as Parquet, with some columns made anew. */
async function toParquet(name: string, text: string, ...columns: string[]) {
  const { path: source } = await bills.put(text, `${name}.csv`);
  const path = join(bills.folder, `${name}.parquet`);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(
    `COPY (SELECT * REPLACE (${columns.join(', ')}) FROM read_csv('${source}', all_varchar = true)) TO '${path}' (FORMAT parquet)`,
  );
  connection.closeSync();
  return { label: name, path };
}
