import type { CostView } from '../../../parsers/billing/format.ts';
import type { BillPath } from '../bill-path.ts';
import type { ScannedBill } from '../scan-file.ts';

/** A scanned file, and the delivery that folders or a manifest put it in; null where nothing says so. */
export interface DeliveredScan {
  readonly bill: BillPath;
  readonly scan: ScannedBill;
  readonly delivery: string | null;
}

/** Which of a vendor's two exports of a month the file is; null where its vendor has one only. */
export function viewOf({ scan: { recognized } }: DeliveredScan): CostView | null {
  return recognized?.format.view?.(recognized.header.facts ?? {}) ?? null;
}
