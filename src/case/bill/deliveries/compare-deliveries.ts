import { billingMonthOf } from '../../../engine/credit/money/charge-sums.ts';
import type { Issue } from '../../../engine/records/issue.ts';
import { identityColumns, type Sample, sampleQuery } from '../../../parsers/billing/deliveries/overlap.ts';
import { sourceOf } from '../recognize-file.ts';
import { querySplitRows } from '../rows/split-rows.ts';
import type { BillSession } from '../session.ts';
import { type DeliveredScan, viewOf } from './delivered-scan.ts';

export interface ComparedDeliveries {
  readonly kept: readonly DeliveredScan[];
  readonly issues: readonly Issue[];
}

/** Identities that are held of all files together, and rows below which a sample says too little. */
const LARGEST_SAMPLE = 1_000_000;
const SMALLEST_SAMPLE = 50;
/** Parts of one delivery share next to no row, two deliveries of a month most of those of the smaller one. */
const PARTS = 0.05;
const DELIVERIES = 0.5;

/**
 * Finds out by their rows whether files of one month are parts of one delivery or two deliveries of the month, where neither
 * folders nor a manifest say so. Two deliveries are never added: the newer one counts, and where nothing tells which that
 * is, or the rows leave it open, the bill is refused. Where deliveries are added (Google, Oracle), two extracts that hold the
 * same rows are refused.
 */
export async function compareDeliveries(
  scans: readonly DeliveredScan[],
  session: BillSession,
): Promise<ComparedDeliveries> {
  const dropped = new Set<DeliveredScan>();
  const issues: Issue[] = [];
  for (const alike of groupByFormat(scans)) {
    const rows = sampler(alike, session);
    for (const [one, other] of suspects(alike)) {
      if (dropped.has(one) || dropped.has(other)) continue;
      const share = await rows.shared(one, other);
      if (share <= PARTS) continue;
      const isNewer = one.scan.recognized?.format.delivery === 'replaces' && share >= DELIVERIES;
      const verdict = isNewer ? olderOf(one, other) : null;
      if (verdict) dropped.add(verdict.older);
      issues.push(verdict ? outdated(verdict.older, verdict.newer) : undecided(one, other));
    }
  }
  return { kept: scans.filter((scan) => !dropped.has(scan)), issues };
}

function groupByFormat(scans: readonly DeliveredScan[]): DeliveredScan[][] {
  const groups = new Map<string, DeliveredScan[]>();
  for (const scan of scans) {
    const format = scan.scan.recognized?.format;
    if (format) groups.set(format.id, [...(groups.get(format.id) ?? []), scan]);
  }
  return [...groups.values()];
}

function suspects(alike: readonly DeliveredScan[]): [DeliveredScan, DeliveredScan][] {
  return alike.flatMap((one, at) =>
    alike
      .slice(at + 1)
      .flatMap((other): [DeliveredScan, DeliveredScan][] => (isSuspect(one, other) ? [[one, other]] : [])),
  );
}

function isSuspect(one: DeliveredScan, other: DeliveredScan): boolean {
  if (one.delivery !== null && one.delivery === other.delivery) return false;
  const views = [viewOf(one), viewOf(other)];
  if (views.includes('actual') && views.includes('amortized')) return false;
  const months = monthsOf(other);
  return [...monthsOf(one)].some((month) => months.has(month));
}

/** Billing months of a file. */
function monthsOf({ scan }: DeliveredScan): Set<string | null> {
  return new Set((scan.grouped?.charges ?? []).map(billingMonthOf));
}

/** Compares files by the identities of their rows; each file is sampled once. */
function sampler(alike: readonly DeliveredScan[], session: BillSession) {
  const headers = alike.flatMap(({ scan }) => scan.recognized?.header ?? []);
  const most = Math.max(...alike.map(rowsOf));
  const oneIn = 2 ** Math.max(0, Math.ceil(Math.log2((most * alike.length) / LARGEST_SAMPLE)));
  const samples = new Map<DeliveredScan, ReadonlySet<string>>();

  async function identities({ bill, scan }: DeliveredScan, sample: Sample): Promise<ReadonlySet<string>> {
    const known = scan.recognized;
    if (!known) return new Set();
    const columns = identityColumns(known.format, headers);
    const { rows } = await querySplitRows(session, known.container, async (rejects) => ({
      rows: await session.query(sampleQuery(sourceOf(bill, known, { rejects }), known.format, columns, sample)),
    }));
    return new Set(rows.map(([identity]) => String(identity)));
  }
  async function sampleOf(file: DeliveredScan): Promise<ReadonlySet<string>> {
    const known = samples.get(file) ?? (await identities(file, { oneIn }));
    samples.set(file, known);
    return known;
  }
  return {
    /** The share of the smaller file's rows that the other one has too. */
    async shared(one: DeliveredScan, other: DeliveredScan): Promise<number> {
      const [small, large] = rowsOf(one) <= rowsOf(other) ? [one, other] : [other, one];
      let few = await sampleOf(small);
      let many = await sampleOf(large);
      if (few.size < SMALLEST_SAMPLE && oneIn > 1) {
        few = await identities(small, { oneIn: 1 });
        many = await identities(large, { among: [...few] });
      }
      const shared = [...few].filter((identity) => many.has(identity)).length;
      return few.size === 0 ? 0 : shared / few.size;
    },
  };
}

function rowsOf({ scan }: DeliveredScan): number {
  return scan.file?.rows.read ?? 0;
}

/** A later delivery of the same months reaches further, or, of a month that is over, holds more rows. */
function olderOf(
  one: DeliveredScan,
  other: DeliveredScan,
): { readonly older: DeliveredScan; readonly newer: DeliveredScan } | null {
  const reach = (scan: DeliveredScan) => scan.scan.file?.dataCompleteTo ?? 0;
  const ahead = reach(one) - reach(other) || rowsOf(one) - rowsOf(other);
  const [older, newer] = ahead < 0 ? [one, other] : [other, one];
  const covered = monthsOf(newer);
  const isWhole = [...monthsOf(older)].every((month) => covered.has(month));
  return ahead !== 0 && isWhole ? { older, newer } : null;
}

function outdated({ bill }: DeliveredScan, newer: DeliveredScan): Issue {
  return {
    code: 'billing/older-delivery',
    severity: 'warning',
    message: `The file is an older delivery of a month that ${newer.bill.label} holds as well, further on; it was left out, not added.`,
    origin: { file: bill.label },
    fix: 'Give one delivery of a month.',
  };
}

function undecided({ bill }: DeliveredScan, other: DeliveredScan): Issue {
  return {
    code: 'billing/two-deliveries',
    severity: 'error',
    message: `The file and ${other.bill.label} hold the same rows of the same month, and nothing tells which of them counts: adding them would count charges twice.`,
    origin: { file: bill.label },
    fix: 'Give every row once: the newest delivery of the month only, or extracts that do not overlap; manifests tell deliveries apart.',
  };
}
