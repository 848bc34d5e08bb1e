import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readBill } from '../../../src/case/bill/read-bill.ts';
import { type Exact, sum, toText } from '../../../src/engine/values/exact.ts';

const fixture = (name: string) => ({
  label: name,
  path: fileURLToPath(new URL(`../../fixtures/billing/${name}`, import.meta.url)),
});
const [ACTUAL, AMORTIZED] = [fixture('azure-ea-actual.csv'), fixture('azure-ea-amortized.csv')];
const NEEDS = { detail: [{}], windows: [{ begin: 0, end: 4e12 }] };

describe('actual and amortized cost of one month', () => {
  it('are one list of charges: cash of the one, the cost of use of the other', async () => {
    const alone = await Promise.all([ACTUAL, AMORTIZED].map((bill) => readBill([bill], NEEDS)));
    const both = await readBill([ACTUAL, AMORTIZED], NEEDS);
    const total = (values: readonly (Exact | null)[]) => toText(sum(values.filter((value) => value !== null)));
    const { charges } = both.value;
    expect(total(charges.map(({ BilledCost }) => BilledCost))).toBe(
      total([alone[0]?.value.files[0]?.totals.billed ?? null]),
    );
    expect(total(charges.map(({ EffectiveCost }) => EffectiveCost))).toBe(
      total([alone[1]?.value.files[0]?.totals.effective ?? null]),
    );
    expect(charges.filter(({ BilledCost, EffectiveCost }) => BilledCost === null || EffectiveCost === null)).toEqual(
      [],
    );
  });

  it('say what is unknown where one of them is alone, and nothing where both are there', async () => {
    const codes = async (...bills: (typeof ACTUAL)[]) => (await readBill(bills, NEEDS)).issues.map(({ code }) => code);
    expect(await codes(ACTUAL)).toContain('billing/cost-view');
    expect(await codes(AMORTIZED)).toContain('billing/cost-view');
    const settled = await codes(AMORTIZED, ACTUAL);
    expect(settled.filter((code) => /cost|deliver|twice/.test(code))).toEqual([]);
  });
});
