import type { BillFile } from '../../engine/records/charge.ts';
import type { Issue } from '../../engine/records/issue.ts';
import { looksLikeBill } from '../../parsers/billing/recognize.ts';
import type { BillPath, InputFile } from './bill-path.ts';
import { recognizeContainer } from './container.ts';
import { readHeader } from './header.ts';
import { scanFile } from './scan-file.ts';
import { withSession } from './session.ts';

export interface InspectedBill {
  /** null where the file is no bill that can be read; the issues say why. */
  readonly file: BillFile | null;
  readonly input: InputFile | null;
  readonly issues: readonly Issue[];
}

/** What a billing file is and holds: format, rows, totals, period, vendors, services. */
export async function inspectBill(bill: BillPath): Promise<InspectedBill> {
  const { file, input, issues } = await withSession([bill.path], (session) =>
    scanFile(bill, { detail: [], windows: [] }, session),
  );
  return { file, input, issues };
}

/**
 * Whether a file's header is one of a bill: the quick answer for telling kinds of files apart. Nothing but bills comes as
 * Parquet, so such a file is told what its columns lack and not that it is no text.
 */
export async function recognizeBillFile(bill: BillPath): Promise<boolean> {
  const { value: container } = await recognizeContainer(bill);
  if (!container) return false;
  if (container === 'parquet') return true;
  return withSession([bill.path], async (session) => {
    const { value: header } = await readHeader(bill, container, session);
    return header !== null && looksLikeBill(header);
  });
}
