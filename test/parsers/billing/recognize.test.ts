import { describe, expect, it } from 'vitest';
import { canonicalCurName } from '../../../src/parsers/billing/families/aws-cur.ts';
import { recognizeBill } from '../../../src/parsers/billing/recognize.ts';
import { formats } from '../../../src/parsers/billing/registry.ts';

const BASE = [
  'BilledCost',
  'BillingCurrency',
  'BillingPeriodStart',
  'BillingPeriodEnd',
  'ChargeCategory',
  'ChargePeriodStart',
  'ChargePeriodEnd',
  'EffectiveCost',
  'ProviderName',
  'ServiceName',
];

function recognize(names: readonly string[], asked?: string) {
  const columns = names.map((name) => ({ name, type: 'VARCHAR' }));
  const { value, issues } = recognizeBill({ container: 'csv', columns }, 'bill.csv', asked);
  return { id: value?.id ?? null, codes: issues.map((issue) => issue.code), issues };
}

describe('canonicalCurName', () => {
  it.each([
    ['lineItem/UnblendedCost', 'line_item_unblended_cost'],
    ['reservation/ReservationARN', 'reservation_reservation_a_r_n'],
    ['savingsPlan/SavingsPlanEffectiveCost', 'savings_plan_savings_plan_effective_cost'],
    ['pricing/publicOnDemandCost', 'pricing_public_on_demand_cost'],
    ['product/instanceType', 'product_instance_type'],
    ['line_item_unblended_cost', 'line_item_unblended_cost'],
  ])('%s is %s', (name, canonical) => {
    expect(canonicalCurName(name)).toBe(canonical);
  });
});

describe('recognizeBill', () => {
  it('does not mind order, case or columns it does not know', () => {
    const names = ['Id', 'x_Whatever', '__proto__', ...BASE.toReversed().map((name) => name.toUpperCase())];
    expect(recognize(names)).toMatchObject({ id: 'focus-1.0', codes: [] });
  });

  it('refuses a needed column in two spellings, but not an unneeded one', () => {
    expect(recognize([...BASE, 'billedcost']).codes).toEqual(['billing/duplicate-column']);
    expect(recognize([...BASE, 'Tags/Team', 'tags/team']).id).toBe('focus-1.0');
  });

  it('names every column that is missing', () => {
    const { issues, codes } = recognize(BASE.filter((name) => name !== 'BilledCost' && name !== 'ChargePeriodEnd'));
    expect(codes).toEqual(['billing/missing-columns']);
    expect(issues[0]?.message).toContain('FOCUS 1.0, but lacks BilledCost, ChargePeriodEnd.');
  });

  it('takes the format the user names where its columns are there, and says so where they are not', () => {
    expect(recognize(BASE, 'focus-1.2').id).toBe('focus-1.2');
    expect(recognize(BASE, 'aws-cur-2').codes).toEqual(['billing/missing-columns']);
    expect(recognize(BASE, 'focus-9').issues[0]?.message).toContain('aws-cur-2, aws-cur-legacy,');
  });

  it('names all formats where the header is like none of them', () => {
    const message = recognize(['a', 'b']).issues[0]?.message ?? '';
    for (const { id } of formats) expect(message).toContain(id);
  });

  it('prints no control characters of a header', () => {
    expect(recognize(['\u001b[31mred', 'b']).issues[0]?.excerpt).toBe('"?[31mred", "b"');
  });
});
