import type { BillFile } from '../engine/records/charge.ts';
import type { Issue } from '../engine/records/issue.ts';
import type { Outage } from '../engine/records/outage.ts';
import type { RunEvent } from '../engine/records/run.ts';
import { toText } from '../engine/values/exact.ts';
import { formatInstant, type Instant } from '../engine/values/instant.ts';
import type { Grain } from '../parsers/billing/charges.ts';
import type { Manifest } from '../parsers/billing/deliveries/manifest.ts';
import { readOutages, recognizeOutages } from '../parsers/outages/read.ts';
import { parseTerms } from '../parsers/terms/parse.ts';
import { readTraining, recognizeTraining } from '../parsers/training/read.ts';
import type { BillPath } from './bill/bill-path.ts';
import { takeFingerprint } from './bill/fingerprint.ts';
import { inspectBill, recognizeBillFile } from './bill/inspect-bill.ts';
import { readManifest } from './bill/manifests.ts';
import { describeProgress } from './describe-progress.ts';
import type { FoundFile } from './find-files.ts';
import { type ReadText, readText } from './read-text.ts';

export interface InspectOptions {
  /** Zone of times without an offset, as the user states it. */
  readonly zone?: string;
  /** How bills are read, where the user says so. */
  readonly bill?: Pick<BillPath, 'mapped' | 'decimalComma'>;
  readonly onProgress?: (says: string) => void;
}

/** What a file is, as `inspect --json` gives it. */
export interface Inspection {
  readonly file: string;
  readonly kind: 'billing' | 'outages' | 'training' | 'terms' | 'unknown';
  readonly format: string | null;
  readonly sha256: string | null;
  readonly rows: BillFile['rows'] | null;
  readonly totals: {
    readonly billed: string | null;
    readonly effective: string | null;
    readonly list: string | null;
  } | null;
  /** How each total came about: a column of the export, a formula, not at all, or a column in which 0 may mean unknown. */
  readonly quality: BillFile['quality'] | null;
  readonly currency: string | null;
  readonly grain: Grain | null;
  readonly dataCompleteTo: string | null;
  /** The end of a billing month that the usage does not reach. */
  readonly openMonth: string | null;
  readonly period: { readonly begin: string; readonly end: string } | null;
  readonly vendors: readonly string[];
  readonly services: readonly string[];
  readonly regions: readonly string[];
  readonly issues: readonly Issue[];
}

const NOTHING = {
  kind: 'unknown' as const,
  format: null,
  sha256: null,
  rows: null,
  totals: null,
  quality: null,
  currency: null,
  grain: null,
  dataCompleteTo: null,
  openMonth: null,
  period: null,
  vendors: [],
  services: [],
  regions: [],
};

/** Tells by content what a file is, and reads it whole: every row is counted, every issue kept. */
export async function inspectFile(file: FoundFile, options: InspectOptions = {}): Promise<Inspection> {
  const manifest = await readManifest(file.path);
  if (manifest) return inspectManifest(file, manifest);
  if (options.bill?.mapped || (await recognizeBillFile(file))) return inspectBilling(file, options);
  const { value: text, issues } = readText(file);
  if (!text) return inspection(file.label, { kind: 'unknown', issues });
  const known = (parts: Parts) => inspection(file.label, { sha256: text.sha256, ...parts });
  if (isTerms(text.text)) return known(inspectTerms(text));
  if (recognizeTraining(text)) return known(inspectTraining(text, options));
  if (recognizeOutages(text)) return known(inspectOutages(text, options));
  return known({ kind: 'unknown', issues: [...issues, unknownKind(file.label)] });
}

type Parts = Partial<Inspection> & Pick<Inspection, 'kind' | 'issues'>;

/** In the order in which a person reads it. */
function inspection(file: string, parts: Parts): Inspection {
  return { file, ...NOTHING, ...parts };
}

async function inspectBilling(file: FoundFile, { bill: reading, onProgress }: InspectOptions): Promise<Inspection> {
  const {
    file: bill,
    overview,
    input,
    issues,
  } = await inspectBill({ ...file, ...reading }, onProgress && ((progress) => onProgress(describeProgress(progress))));
  if (!bill) return inspection(file.label, { kind: 'billing', sha256: input?.sha256 ?? null, issues });
  const { billed, effective, list } = bill.totals;
  const shown = (amount: typeof billed) => (amount === null ? null : toText(amount));
  const time = (instant: Instant | null | undefined) => (typeof instant === 'number' ? formatInstant(instant) : null);
  return {
    file: file.label,
    kind: 'billing',
    format: bill.format,
    sha256: input?.sha256 ?? null,
    rows: bill.rows,
    totals: { billed: shown(billed), effective: shown(effective), list: shown(list) },
    quality: bill.quality,
    currency: bill.currency,
    grain: overview?.grain ?? null,
    dataCompleteTo: time(bill.dataCompleteTo),
    openMonth: time(overview?.openMonth),
    period: bill.period && spanOf(bill.period.begin, bill.period.end),
    vendors: bill.vendors,
    services: bill.services,
    regions: overview?.regions ?? [],
    issues,
  };
}

/** A manifest is no bill of its own, but it says which files are one. */
async function inspectManifest(file: FoundFile, { vendor, files }: Manifest): Promise<Inspection> {
  const { sha256 } = await takeFingerprint(file.path, 'json');
  const message = `The file is the manifest of a delivery of ${files.length} file(s); give it together with them.`;
  return inspection(file.label, {
    kind: 'billing',
    format: `${vendor}-manifest`,
    sha256,
    vendors: [vendor],
    issues: [{ code: 'billing/manifest', severity: 'note', message, origin: { file: file.label } }],
  });
}

function inspectOutages(text: ReadText, options: InspectOptions) {
  const { value, issues, rows, format } = readOutages(text, options);
  const outages = value.outages;
  return {
    kind: 'outages' as const,
    format,
    rows,
    period: periodOf(outages.flatMap(({ begin, end }) => [begin, end ?? begin])),
    // A probe names no vendor: which one it watches, only the case can say.
    vendors: distinct(outages.map((outage) => outage.vendor)).filter((vendor) => vendor !== 'unknown'),
    services: distinct(outages.flatMap((outage: Outage) => outage.services)),
    issues,
  };
}

function inspectTraining(text: ReadText, options: InspectOptions) {
  const { value, issues, rows, format } = readTraining(text, { run: 'run', ...options });
  return {
    kind: 'training' as const,
    format,
    rows,
    period: periodOf(value.events.map((event: RunEvent) => event.at)),
    issues,
  };
}

function inspectTerms(text: ReadText) {
  const { value: terms, issues } = parseTerms(text);
  const dates =
    terms?.versions
      .flatMap((edition) => [edition.effective_from, edition.effective_to])
      .filter((date) => date !== null) ?? [];
  return {
    kind: 'terms' as const,
    format: 'sla-terms/1',
    period: periodOf(dates),
    vendors: terms ? [terms.vendor] : [],
    services: terms ? [terms.service] : [],
    issues,
  };
}

function isTerms(text: string): boolean {
  return /^schema:\s{0,8}["']?sla-(terms|overlay)\/1/m.test(text.slice(0, 4096));
}

function unknownKind(label: string): Issue {
  return {
    code: 'case/unknown-kind',
    severity: 'error',
    message: 'The file is no bill, outage log, training log or terms that we know.',
    origin: { file: label },
    fix: 'Write it in one of the plain formats: charges (FOCUS), outages, probes or training events as CSV.',
  };
}

// Not Math.min(...instants): a log has more lines than a call has arguments.
function periodOf(instants: readonly Instant[]): Inspection['period'] {
  if (instants.length === 0) return null;
  return spanOf(
    instants.reduce((a, b) => Math.min(a, b)),
    instants.reduce((a, b) => Math.max(a, b)),
  );
}

function spanOf(begin: Instant, end: Instant) {
  return { begin: formatInstant(begin), end: formatInstant(end) };
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
