import type { Result } from '../../engine/records/issue.ts';
import type { BillHeader, BillingFormat } from '../../parsers/billing/format.ts';
import { recognizeBill } from '../../parsers/billing/recognize.ts';
import type { BillContainer } from '../../parsers/billing/source.ts';
import type { BillPath } from './bill-path.ts';
import { recognizeContainer } from './container.ts';
import { readHeader } from './header.ts';
import type { BillSession } from './session.ts';

/** What a file is, before its rows are read. */
export interface RecognizedBill {
  readonly container: BillContainer;
  readonly header: BillHeader;
  readonly format: BillingFormat;
}

export async function recognizeFile(bill: BillPath, session: BillSession): Promise<Result<RecognizedBill | null>> {
  const container = await recognizeContainer(bill);
  if (!container.value) return { value: null, issues: container.issues };
  const header = await readHeader(bill, container.value, session);
  if (!header.value) return { value: null, issues: header.issues };
  const format = recognizeBill(header.value, bill.label, bill.format);
  if (!format.value) return { value: null, issues: format.issues };
  return { value: { container: container.value, header: header.value, format: format.value }, issues: format.issues };
}
