import type { Bill, BillFile, BillNeeds, Charge } from '../../engine/records/charge.ts';
import type { Issue, Result } from '../../engine/records/issue.ts';
import { keepNewest } from '../../parsers/billing/deliveries/newest.ts';
import type { BillPath, InputFile } from './bill-path.ts';
import { compareDeliveries } from './deliveries/compare-deliveries.ts';
import { joinCostViews } from './deliveries/cost-views.ts';
import type { DeliveredScan } from './deliveries/delivered-scan.ts';
import { doubledMonths } from './deliveries/doubled-months.ts';
import { splitManifests, withSlashes } from './deliveries/manifests.ts';
import { noteSchemaDrift } from './deliveries/schema-drift.ts';
import { takeFingerprint } from './files/fingerprint.ts';
import type { BillProgress } from './progress.ts';
import { type ScannedBill, type ScanOptions, scanFile } from './scan-file.ts';
import { withSession } from './session.ts';

export interface ReadBillOptions {
  /** ISO 4217. Rows in another currency are excluded; without it, several currencies are an error. */
  readonly currency?: string;
  readonly onProgress?: (progress: BillProgress) => void;
}

/** A bill, and the fingerprints of the files it was read from. */
export interface BillReading extends Result<Bill> {
  readonly inputs: readonly InputFile[];
}

/** Reads billing files, one scan each, into the charges that {@link BillNeeds} asks for. Bad input comes back as issues. */
export async function readBill(
  files: readonly BillPath[],
  needs: BillNeeds,
  options: ReadBillOptions = {},
): Promise<BillReading> {
  if (files.length === 0) return { value: { files: [], charges: [] }, issues: [], inputs: [] };
  const { files: bills, manifests } = await splitManifests(files);
  const newest = keepNewest(
    bills.map((bill) => ({ bill, label: bill.label, path: withSlashes(bill.path) })),
    manifests,
  );
  const listed = await Promise.all(manifests.map(({ label, path }) => fingerprintOf(label, path)));
  const { delivered, kept, issues } = await withSession(
    bills.map((bill) => bill.path),
    async (session) => {
      const delivered: DeliveredScan[] = [];
      for (const { file, delivery } of newest.kept) {
        const scan = await scanFile(file.bill, needs, session, scanOptions(options));
        delivered.push({ bill: file.bill, scan, delivery });
      }
      const once = dropRepeats(delivered);
      const compared = await compareDeliveries(once.kept, session);
      return { delivered, kept: compared.kept, issues: [...once.issues, ...compared.issues] };
    },
  );
  const doubled = doubledMonths(kept);
  const { scans, issues: views } = joinCostViews(kept);
  const { charges, issues: mixed } = joinCharges(scans.map(({ scan }) => scan));
  const left = delivered.filter((scan) => !kept.includes(scan));
  return {
    value: { files: scans.flatMap(({ scan }) => scan.file ?? []), charges },
    issues: [
      ...newest.issues,
      ...[...left, ...scans].flatMap(({ scan }) => scan.issues),
      ...issues,
      ...views,
      ...doubled,
      ...noteSchemaDrift(kept),
      ...mixed,
    ],
    inputs: [...listed, ...delivered.flatMap(({ scan }) => scan.input ?? [])],
  };
}

async function fingerprintOf(label: string, path: string): Promise<InputFile> {
  const { sha256, bytes } = await takeFingerprint(path, 'json');
  return { label, sha256, bytes };
}

function scanOptions({ currency, onProgress }: ReadBillOptions): ScanOptions {
  return { currency: currency?.trim().toUpperCase(), onProgress };
}

/** The same bytes given twice are one bill: the second one is left out, and said so. */
function dropRepeats(delivered: readonly DeliveredScan[]): { kept: DeliveredScan[]; issues: Issue[] } {
  const first = new Map<string, string>();
  const issues: Issue[] = [];
  const kept = delivered.filter(({ scan: { input } }) => {
    const same = input && first.get(input.sha256);
    if (input && same === undefined) first.set(input.sha256, input.label);
    if (!input || same === undefined || same === null) return true;
    issues.push({
      code: 'billing/delivered-twice',
      severity: 'warning',
      message: `The file has the same content as ${same} and was counted once.`,
      origin: { file: input.label },
      fix: 'Give every delivery once.',
    });
    return false;
  });
  return { kept, issues };
}

/** Charges of all files in the order of the files; none at all where their currencies differ, for they cannot be added. */
function joinCharges(scanned: readonly ScannedBill[]): { charges: Charge[]; issues: Issue[] } {
  const currencies = new Map<string, string[]>();
  for (const { file, grouped } of scanned) {
    // Quantities have no currency; what prices them has.
    if (file?.use === 'usage') continue;
    for (const currency of grouped?.currencies ?? [])
      currencies.set(currency, [...(currencies.get(currency) ?? []), labelOf(file)]);
  }
  const names = [...currencies.keys()].sort();
  if (names.length < 2) return { charges: scanned.flatMap((scan) => scan.grouped?.charges ?? []), issues: [] };
  const where = names.map((name) => `${name} in ${currencies.get(name)?.join(', ')}`).join('; ');
  const issue: Issue = {
    code: 'billing/mixed-currencies',
    severity: 'error',
    message: `The bills are in several currencies, which are never added: ${where}.`,
    fix: 'State the currency of the case; rows in another one are then left out and counted.',
  };
  return { charges: [], issues: [issue] };
}

function labelOf(file: BillFile | null): string {
  return file?.file ?? '';
}
