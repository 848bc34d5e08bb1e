import { billingMonthOf } from '../../../engine/credit/money/charge-sums.ts';
import type { Issue } from '../../../engine/records/issue.ts';
import { type Exact, exact, ZERO } from '../../../engine/values/exact.ts';
import type { DeliveredScan } from './delivered-scan.ts';

/** Two exports of one account and month differ by rounding and by what each leaves out, two accounts by far more. */
const ALIKE = exact(1, 100);

/**
 * One month of one vendor in two formats (the Cost and Usage Report and FOCUS, standard and detailed export): where both
 * come to the same, they are the same charges, and adding them would count every one twice.
 */
export function doubledMonths(files: readonly DeliveredScan[]): Issue[] {
  const issues: Issue[] = [];
  files.forEach((one, at) => {
    for (const other of files.slice(at + 1)) {
      if (one.scan.file === null || other.scan.file === null) continue;
      if (one.scan.file.format === other.scan.file.format) continue;
      const month = sameMonth(billedByMonth(one), billedByMonth(other));
      if (month !== null) issues.push(doubled(one, other, month));
    }
  });
  return issues;
}

function sameMonth(one: ReadonlyMap<string, Exact>, other: ReadonlyMap<string, Exact>): string | null {
  for (const [key, billed] of one) {
    const also = other.get(key);
    if (!also || billed.compare(ZERO) === 0) continue;
    if (billed.sub(also).abs().compare(billed.abs().mul(ALIKE)) <= 0) return key;
  }
  return null;
}

/** Billed cost by vendor and billing month, `aws 2025-10`. */
function billedByMonth({ scan }: DeliveredScan): ReadonlyMap<string, Exact> {
  const sums = new Map<string, Exact>();
  for (const charge of scan.grouped?.charges ?? []) {
    const { x_Vendor, billingPeriod, BilledCost } = charge;
    if (x_Vendor === null || billingPeriod === null || BilledCost === null) continue;
    const key = `${charge.x_Vendor} ${billingMonthOf(charge)}`;
    sums.set(key, (sums.get(key) ?? ZERO).add(BilledCost));
  }
  return sums;
}

function doubled(one: DeliveredScan, other: DeliveredScan, month: string): Issue {
  return {
    code: 'billing/same-month-twice',
    severity: 'error',
    message: `The file and ${other.bill.label} come to the same for ${month}, in two formats: they are the same charges, and adding them would count every one twice.`,
    origin: { file: one.bill.label },
    fix: 'Give the month in one format: the one with resources and hours serves best.',
  };
}
