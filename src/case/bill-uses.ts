import type { BillFile, BillUse } from '../engine/records/charge.ts';
import type { Issue } from '../engine/records/issue.ts';

const GOOD_FOR: Readonly<Record<Exclude<BillUse, 'claims'>, readonly [is: string, fix: string]>> = {
  'rough-totals': [
    'holds sums for orientation: no resource, no hour, and not which cost it shows',
    'Look at it with `makewhole inspect`. Give the export that the claim can rest on: a Cost and Usage Report or FOCUS.',
  ],
  splitting: [
    'splits a cost that another bill holds, mostly at list prices; nobody billed these amounts',
    'Give the bill of the vendor; look at this file with `makewhole inspect`.',
  ],
  usage: [
    'holds quantities without any cost',
    'State what a unit costs with a rate card: `rates: rates.yaml` in the case, or --rates. See docs/case-file.md.',
  ],
};

/** Files that no claim and no loss may be computed from. Usage is one of them until a rate card prices it. */
export function refuseUnfit(files: readonly BillFile[], isPriced: (file: BillFile) => boolean): Issue[] {
  return files.flatMap((file): Issue[] => {
    if (file.use === 'claims' || isPriced(file)) return [];
    const [is, fix] = GOOD_FOR[file.use];
    const message = `The file ${is}: no claim and no loss is computed from it.`;
    return [{ code: 'billing/not-for-claims', severity: 'error', message, origin: { file: file.file }, fix }];
  });
}
