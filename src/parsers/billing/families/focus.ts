import { dateProbes, judgeDates } from '../dates.ts';
import type { BillColumns, BillHeader, BillingFormat } from '../format.ts';
import {
  FIRST_SIGNATURE,
  type FocusFlavor,
  type FocusVersion,
  focusFlavor,
  focusVersion,
  PREVIEW_SIGNATURE,
  SIGNATURE,
} from './focus-header.ts';
import { focusMapping } from './focus-mapping.ts';
import { judgeSplitCost, splitCostProbes } from './focus-split-cost.ts';

/** Vendors whose exports grow by what came since, where others deliver the month anew; each is a format of its own. */
type AppendingFlavor = 'gcp' | 'oci';
const APPENDING: readonly FocusFlavor[] = ['gcp', 'oci'];

const TIMES = ['billingperiodstart', 'billingperiodend', 'chargeperiodstart', 'chargeperiodend'];
const MONTH = { start: 'billingperiodstart', end: 'billingperiodend', endIs: 'next-month' } as const;

export function focusFormat(version: FocusVersion): BillingFormat {
  return {
    ...common,
    id: `focus-${version}`,
    title: `FOCUS ${version}`,
    signature: signatureOf(version),
    recognizes: (columns) => focusVersion(columns) === version && !APPENDING.includes(flavorOf(columns)),
    required: requiredOf(version),
    delivery: 'replaces',
  };
}

/** FOCUS of any version with the vendor's own columns, which tell it. */
export function appendedFocusFormat(
  id: string,
  title: string,
  flavor: AppendingFlavor,
  marks: readonly string[],
): BillingFormat {
  return {
    ...common,
    id,
    title,
    signature: [...PREVIEW_SIGNATURE.slice(0, 3), ...marks],
    recognizes: (columns) => focusVersion(columns) !== null && flavorOf(columns) === flavor,
    required: requiredOf('1.0'),
    delivery: 'adds',
  };
}

const canonical = (name: string) => name.trim().toLowerCase();

const common = {
  canonical,
  use: 'claims',
  probes: (bill, header) => ({
    ...(writesDatesByHand(bill, header) ? dateProbes(bill, TIMES, MONTH) : {}),
    ...splitCostProbes(bill),
  }),
  judge: (facts) => [...judgeDates(facts), ...judgeSplitCost(facts)],
  mapping: focusMapping,
} satisfies Partial<BillingFormat>;

function flavorOf(columns: ReadonlySet<string>): FocusFlavor {
  return focusFlavor((column) => columns.has(column));
}

/**
 * Where dates such as 5/1/25 are to be expected: not in exports of the clouds themselves, which are spared a scan of all
 * rows for it, nor in typed columns.
 */
function writesDatesByHand(bill: BillColumns, { columns }: BillHeader): boolean {
  const times = columns.filter(({ name }) => TIMES.includes(canonical(name)));
  return focusFlavor((column) => bill.has(column)) === 'any' && times.some(({ type }) => type === 'VARCHAR');
}

function signatureOf(version: FocusVersion): readonly string[] {
  if (version === '0.5') return FIRST_SIGNATURE;
  return version === '1.0-preview' ? PREVIEW_SIGNATURE : SIGNATURE;
}

/** What else is missing (currency, service, provider, month) leaves something unknown, but what is there is still true. */
function requiredOf(version: FocusVersion): readonly (readonly string[])[] {
  const category = version === '0.5' ? 'ChargeType' : 'ChargeCategory';
  return [['BilledCost'], [category], ['ChargePeriodStart'], ['ChargePeriodEnd']];
}
