import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/engine/assess.ts';
import { coveredCharges } from '../../../src/engine/credit/units/unit-charges.ts';
import { needsOf } from '../../../src/engine/needs.ts';
import type { Charge, ChargeSelector } from '../../../src/engine/records/charge.ts';
import type { Commitment, Terms } from '../../../src/engine/records/terms.ts';
import { toText } from '../../../src/engine/values/exact.ts';
import { at, contractOf, recordsOf } from '../library.ts';
import { down, gcp, granted, row } from '../reconcile/gcp-case.ts';

/** The terms with other selectors: whatever is billed for the service, unless they say more. */
function covering(...charges: ChargeSelector[]): Terms {
  const versions = gcp.versions.map((edition) => ({
    ...edition,
    commitments: edition.commitments.map((commitment) => ({
      ...commitment,
      covers: { ...commitment.covers, charges },
    })),
  }));
  return { ...gcp, versions };
}

const ALL = { ServiceName: ['Compute Engine'] };
const commitmentOf = (terms: Terms) => terms.versions.at(-1)?.commitments[0] as Commitment;
const counted = (selectors: ChargeSelector[], charge: Charge) =>
  coveredCharges(commitmentOf(covering(...selectors)), [charge], 'USD').length === 1;

describe('what a base takes in', () => {
  it('no service credit, by type or by words, whatever the selectors say', () => {
    const byType = granted('2025-07', '-50');
    const byWords = granted('2025-07', '-50', { x_AdjustmentType: null, ChargeDescription: 'SLA credit for June' });
    for (const selectors of [[ALL], [{ ...ALL, ChargeCategory: ['Adjustment', 'Credit'] }]]) {
      expect(counted(selectors, byType)).toBe(false);
      expect(counted(selectors, byWords)).toBe(false);
      expect(counted(selectors, { ...byWords, ChargeCategory: 'Credit' })).toBe(false);
    }
  });

  it('another credit where the selectors take it in', () => {
    const private_discount = granted('2025-07', '-50', { x_AdjustmentType: null, ChargeDescription: 'made up' });
    expect(counted([ALL], private_discount)).toBe(true);
    expect(counted([{ ...ALL, ChargeCategory: ['Usage'] }], private_discount)).toBe(false);
  });

  it.each(['marketplace', 'support', 'capacity-block'] as const)('%s charges only by name', (nature) => {
    const charge = row('2025-07', '5', { x_Nature: nature });
    expect(counted([ALL], charge)).toBe(false);
    expect(counted([ALL, { ...ALL, x_Nature: [nature] }], charge)).toBe(true);
    expect(counted([{ ...ALL, x_Nature: ['another'] }], charge)).toBe(false);
  });

  it('taxes only by name', () => {
    const tax = row('2025-07', '5', { ChargeCategory: 'Tax' });
    expect(counted([ALL], tax)).toBe(false);
    expect(counted([{ ...ALL, ChargeCategory: ['Usage', 'Tax'] }], tax)).toBe(true);
  });

  it('no upfront fee', () => {
    expect(
      counted(
        [{ ...ALL, ChargeCategory: ['Purchase'] }],
        row('2025-07', '5', { ChargeCategory: 'Purchase', ChargeFrequency: 'One-Time' }),
      ),
    ).toBe(false);
  });

  it('a credit issued in the month of the incident for an earlier one leaves the claim as it is', () => {
    const terms = covering(ALL);
    const contracts = [
      contractOf(terms, { attributes: { network_tier: 'premium', machine_family: 'general-purpose' } }),
    ];
    const base = (...more: Charge[]) => {
      const records = recordsOf({
        charges: [row('2025-07', '1000'), ...more],
        logged: [down()],
        contracts,
        asOf: at('2025-08-01T00:00:00Z'),
      });
      const credit = assess(records).credits.find(({ commitment }) => commitment === 'single-instance');
      return credit?.base?.value && toText(credit.base.value);
    };
    expect(base()).toBe('1000');
    expect(base(granted('2025-07', '-250', { ResourceId: 'vm-1' }))).toBe('1000');
    // A discount of the same unit is part of what was charged.
    expect(base(granted('2025-07', '-250', { ResourceId: 'vm-1', x_AdjustmentType: 'PRICE_CORRECTION' }))).toBe('750');
  });

  it('asks the bill for what tells credits apart, where a base may take them in', () => {
    const asked = (terms: Terms) =>
      needsOf({ contracts: [contractOf(terms)], outages: [down()], runs: [], asOf: at('2025-08-01T00:00:00Z') })
        .credits;
    expect(asked(gcp)).toBeUndefined();
    expect(asked(covering(ALL))).toBe(true);
    expect(asked(covering({ ...ALL, ChargeCategory: ['Cred*'] }))).toBe(true);
  });
});
