import type { BillFile, Charge } from '../../engine/records/charge.ts';
import type { Issue } from '../../engine/records/issue.ts';
import type { Instant } from '../../engine/values/instant.ts';
import type { GroupedBill } from '../../parsers/billing/charges.ts';
import type { Grain } from '../../parsers/billing/grain.ts';
import { looksLikeBill } from '../../parsers/billing/recognize.ts';
import type { BillPath, InputFile } from './bill-path.ts';
import { recognizeContainer } from './files/container.ts';
import { readHeader } from './files/header.ts';
import type { BillProgress } from './progress.ts';
import { scanFile } from './scan-file.ts';
import { withSession } from './session.ts';

export interface InspectedBill {
  /** null where the file is no bill that can be read; the issues say why. */
  readonly file: BillFile | null;
  readonly overview: BillOverview | null;
  readonly input: InputFile | null;
  readonly issues: readonly Issue[];
}

/** What a person wants to know of a bill before a case rests on it. */
export interface BillOverview {
  /** The usual length of a charge period: without hours, no hour of an outage has a price. */
  readonly grain: Grain | null;
  readonly regions: readonly string[];
  /** End of the last billing month, where the usage does not reach it: the month may still be open. */
  readonly openMonth: Instant | null;
  /** Rows with an instance type, by type. */
  readonly instances: readonly Charge[];
}

/** What a billing file is and holds: format, rows, totals, period, vendors, services, regions, instances. */
export async function inspectBill(
  bill: BillPath,
  onProgress?: (progress: BillProgress) => void,
): Promise<InspectedBill> {
  const { file, grouped, input, issues } = await withSession([bill.path], (session) =>
    scanFile(bill, { detail: [], windows: [], overview: true }, session, { onProgress }),
  );
  return { file, overview: file && grouped && overviewOf(file, grouped), input, issues };
}

function overviewOf({ dataCompleteTo }: BillFile, { grain, charges }: GroupedBill): BillOverview {
  const ends = charges.flatMap(({ billingPeriod }) => billingPeriod?.end ?? []);
  const last = ends.length === 0 ? null : ends.reduce((a, b) => Math.max(a, b));
  return {
    grain,
    regions: [...new Set(charges.flatMap(({ RegionId }) => RegionId ?? []))].sort(),
    openMonth: last !== null && dataCompleteTo !== null && dataCompleteTo < last ? last : null,
    instances: charges.filter(({ x_InstanceType }) => x_InstanceType !== null),
  };
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
