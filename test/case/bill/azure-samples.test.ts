import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { inspectBill } from '../../../src/case/bill/inspect-bill.ts';
import { readBill } from '../../../src/case/bill/read-bill.ts';
import { decimal, sum, toText } from '../../../src/engine/values/exact.ts';
import { joinTwins } from '../../../src/parsers/billing/families/azure-twins.ts';

// Real exports that stay outside the repository; see shared/samples/billing/README.md for where they are from.
const samples = fileURLToPath(new URL('../../../../shared/samples/billing/', import.meta.url));
const ACTUAL = 'finops-toolkit/EA_ActualCost_Small.csv';
const AMORTIZED = 'finops-toolkit/EA_AmortizedCost_Small.csv';
const CANADIAN = 'focus_converters/sample-anonymous-ea-export-dataset.csv';

type Row = Readonly<Record<string, string>>;

function rowsOf(name: string): Row[] {
  return parse(readFileSync(`${samples}${name}`), { bom: true, columns: true }) as Row[];
}

const costOf = (row: Row) => row.Cost ?? row.CostInBillingCurrency ?? '';
const isCommitted = (row: Row) => ['Reservation', 'SavingsPlan'].includes(row.PricingModel ?? '');

/** Exact to the 60th decimal, with nothing of ours: integers only. */
function total(cells: readonly string[]): string {
  const units = cells.reduce((all, cell) => {
    const [mantissa = '', power = '0'] = cell.toLowerCase().split('e');
    const [whole = '', fraction = ''] = mantissa.split('.');
    const places = 60 + Number(power) - fraction.length;
    return all + BigInt(whole + fraction) * 10n ** BigInt(places);
  }, 0n);
  const digits = String(units).padStart(61, '0');
  return `${digits.slice(0, -60)}.${digits.slice(-60)}`.replace(/\.?0+$/, '');
}

async function chargesOf(name: string) {
  const bill = { label: name, path: `${samples}${name}` };
  const { value } = await readBill([bill], { detail: [{}], windows: [{ begin: 0, end: 4e12 }] });
  return value.charges;
}

describe.skipIf(!existsSync(samples))('sample bills of Azure', () => {
  it.each([
    [ACTUAL, 11, 'USD', '8.5450077867419368'],
    [AMORTIZED, 28, 'USD', '16.296932136636644627485419'],
    [CANADIAN, 27, 'CAD', '1.26136926505726'],
  ])('%s: %i rows in %s sum to %s, to the last digit', async (name, rows, currency, stated) => {
    const { file, issues } = await inspectBill({ label: name, path: `${samples}${name}` });
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(file?.format).toBe('azure-ea');
    expect(file?.rows).toEqual({ read: rows, used: rows, excluded: [], rejected: [] });
    expect(file?.currency).toBe(currency);
    expect(total(rowsOf(name).map(costOf))).toBe(stated);
    const whole = name === AMORTIZED ? file?.totals.effective : file?.totals.billed;
    expect(whole && toText(whole)).toBe(stated);
  });

  it('an empty month is no mistake', async () => {
    const name = 'finops-toolkit/EA_NoRows.csv';
    const { file, issues } = await inspectBill({ label: name, path: `${samples}${name}` });
    expect(file?.rows.read).toBe(0);
    expect(issues.map(({ code }) => code)).toEqual(['billing/no-rows']);
  });

  it('says for which cost each of the twins was taken, and leaves the other one of covered rows open', async () => {
    const actual = await inspectBill({ label: 'a', path: `${samples}${ACTUAL}` });
    const amortized = await inspectBill({ label: 'b', path: `${samples}${AMORTIZED}` });
    expect(actual.issues[0]?.message).toContain('taken for actual cost');
    expect(amortized.issues[0]?.message).toContain('taken for amortized cost');
    const onDemand = (name: string) =>
      total(
        rowsOf(name)
          .filter((row) => !isCommitted(row))
          .map(costOf),
      );
    const { totals: cash } = amortized.file ?? {};
    expect(cash?.billed && toText(cash.billed)).toBe(onDemand(AMORTIZED));
    const { totals: use } = actual.file ?? {};
    expect(use?.effective && toText(use.effective)).toBe(onDemand(ACTUAL));
  });

  it('joins the twins into one list that counts every row once', async () => {
    const [actual, amortized] = [await chargesOf(ACTUAL), await chargesOf(AMORTIZED)];
    const { charges, differing } = joinTwins(actual, amortized);
    const bought = rowsOf(ACTUAL).filter((row) => row.ChargeType === 'Purchase');
    // The ten rows of use of the actual sample are among those of the amortized one.
    expect(charges.reduce((rows, charge) => rows + charge.rows, 0)).toBe(28 + bought.length);
    const effective = sum(charges.flatMap((charge) => charge.EffectiveCost ?? []));
    expect(toText(effective)).toBe(total(rowsOf(AMORTIZED).map(costOf)));
    const notCovered = rowsOf(AMORTIZED).filter((row) => !isCommitted(row));
    const billed = sum(charges.flatMap((charge) => charge.BilledCost ?? []));
    expect(toText(billed)).toBe(total([...notCovered, ...bought].map(costOf)));
    expect(charges.every((charge) => charge.BilledCost !== null && charge.EffectiveCost !== null)).toBe(true);
    // The samples are excerpts: most rows of the one are not in the other.
    expect(differing).toBeGreaterThan(0);
  });

  it('quantities are in units of measure, whatever their size: quantity x price = cost', () => {
    const blocks = [ACTUAL, AMORTIZED, CANADIAN]
      .flatMap(rowsOf)
      .filter((row) => /^10K$|^1K$/.test(row.UnitOfMeasure ?? ''));
    expect(blocks.length).toBeGreaterThan(8);
    for (const row of blocks) {
      const product = decimal(row.Quantity ?? '').mul(decimal(row.EffectivePrice ?? ''));
      const error = product.sub(decimal(costOf(row))).abs();
      expect(error.compare(decimal('0.000000001'))).toBeLessThan(0);
    }
  });
});
