import type { Charge } from '../../../engine/records/charge.ts';
import { formatInstant } from '../../../engine/values/instant.ts';
import type { CostView } from '../../../parsers/billing/format.ts';
import type { BillPath } from '../bill-path.ts';
import type { ScannedBill } from '../scan-file.ts';

const HALF_A_MONTH = 15 * 86_400_000;

/** A scanned file, and the delivery that folders or a manifest put it in; null where nothing says so. */
export interface DeliveredScan {
  readonly bill: BillPath;
  readonly scan: ScannedBill;
  readonly delivery: string | null;
}

/** `2025-10`, by the middle of the billing period, which a vendor cuts near the month's edge; else by the use. */
export function monthOf({ billingPeriod, chargePeriod }: Charge): string {
  if (billingPeriod) return formatInstant(billingPeriod.begin + HALF_A_MONTH).slice(0, 7);
  return chargePeriod ? formatInstant(chargePeriod.begin).slice(0, 7) : '';
}

/** Which of a vendor's two exports of a month the file is; null where its vendor has one only. */
export function viewOf({ scan: { recognized } }: DeliveredScan): CostView | null {
  return recognized?.format.view?.(recognized.header.facts ?? {}) ?? null;
}
