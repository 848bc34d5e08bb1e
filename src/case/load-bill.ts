import type { Bill, BillNeeds } from '../engine/records/charge.ts';
import { readBill } from './bill/read-bill.ts';
import { describeProgress } from './describe-progress.ts';
import { filesOf, noteInput, type OpenCase } from './open-case.ts';

/** The bills of the case, read for what the engine will ask of them. */
export async function loadBill(open: OpenCase, needs: BillNeeds, onProgress?: (says: string) => void): Promise<Bill> {
  const stated = open.statement.file.billing.flatMap(({ files, format }, at) =>
    filesOf(open, files, ['billing', at, 'files'], { folders: true }).map((file) => ({ ...file, format })),
  );
  const unique = [...new Map(stated.map((file) => [file.path, file])).values()];
  if (unique.length === 0) return { files: [], charges: [] };
  const { value, issues, inputs } = await readBill(unique, needs, {
    currency: open.statement.file.currency,
    onProgress: onProgress && ((progress) => onProgress(describeProgress(progress))),
  });
  open.issues.push(...issues);
  for (const input of inputs)
    noteInput(open, { label: input.label, path: open.paths.get(input.label) ?? input.label }, input);
  return value;
}
