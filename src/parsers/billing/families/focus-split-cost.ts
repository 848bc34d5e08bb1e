import type { BillColumns, FormatProblem } from '../format.ts';
import { allOf, type Sql } from '../sql.ts';

/*
 * FOCUS 1.3 can split a charge (a node) into allocated charges (its pods). By its text the allocated charges, with the
 * unallocated rest (AllocatedMethodId without AllocatedResourceId), add up to the origin charge and stand in its place:
 * the columns AllocatedMethodId and AllocatedResourceId, and Data Generator-Calculated Split Cost Allocation Handling.
 * So all rows count. But the text does not forbid to leave the origin charge in (FOCUS_Spec issue 2515), and then the
 * cost is there twice: a charge that is not split, of the same resource, period and price as one that is.
 */

/** Distinct charges that are split, that are not, and that are either; what both have in common is their overlap. */
export function splitCostProbes(bill: BillColumns): Readonly<Record<string, Sql>> {
  const to = bill.text('allocatedresourceid');
  const method = bill.text('allocatedmethodid');
  const resource = bill.text('resourceid');
  if (!to || !method || !resource) return {};
  const keys = ['chargeperiodstart', 'chargeperiodend', 'chargecategory', 'skupriceid', 'skuid', 'chargedescription'];
  const key = `hash(${[resource, ...keys.flatMap((name) => bill.text(name) ?? [])].join(', ')})`;
  const isSplit = allOf([`${resource} IS NOT NULL`, `${to} IS NOT NULL`]);
  const isWhole = allOf([`${resource} IS NOT NULL`, `${to} IS NULL`, `${method} IS NULL`, costsSomething(bill)]);
  const count = (test: Sql) => `count(DISTINCT ${key}) FILTER (WHERE ${test})`;
  return {
    split_and_whole: `${count(isSplit)} + ${count(isWhole)} - ${count(`(${isSplit}) OR (${isWhole})`)}`,
  };
}

export function judgeSplitCost({ split_and_whole }: Readonly<Record<string, string | null>>): FormatProblem[] {
  if (!split_and_whole || split_and_whole === '0') return [];
  const charges = split_and_whole === '1' ? 'charge stands' : 'charges stand';
  return [
    {
      code: 'billing/split-cost-origin',
      severity: 'warning',
      message: `${split_and_whole} ${charges} in the file whole and split among other resources (AllocatedResourceId); if the whole charge is the one that was split, its cost is counted twice.`,
      fix: 'Compare the total with the invoice, and export without split cost allocation where they differ.',
    },
  ];
}

/** An origin charge whose cost was moved to the allocated ones stays with 0 and doubles nothing. */
function costsSomething(bill: BillColumns): Sql {
  const costs = ['billedcost', 'effectivecost'].flatMap((name) => bill.text(name) ?? []);
  return `(${costs.map((cost) => `regexp_matches(${cost}, '^[^eE]*[1-9]')`).join(' OR ')})`;
}
