import type { BillFile } from '../../engine/records/charge.ts';
import type { Issue } from '../../engine/records/issue.ts';
import { formatInstant, type Instant } from '../../engine/values/instant.ts';
import type { Grain } from '../../parsers/billing/grain.ts';
import type { BillPath } from '../bill/bill-path.ts';

export interface InspectOptions {
  /** Zone of times without an offset, as the user states it. */
  readonly zone?: string;
  /** How bills are read, where the user says so. */
  readonly bill?: Pick<BillPath, 'mapped' | 'decimalComma'>;
  readonly onProgress?: (says: string) => void;
}

/** A GPU type of a bill; amounts and hours are decimals as text, null where the rows do not say. */
export interface InspectedGpus {
  readonly instanceType: string;
  readonly gpuModel: string;
  readonly gpusPerInstance: string | null;
  readonly instanceHours: string | null;
  readonly gpuHours: string | null;
  readonly billed: string | null;
  readonly effective: string | null;
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
  /** GPU instance types, by the table of src/gpus. */
  readonly gpus: readonly InspectedGpus[];
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
  gpus: [],
};

export type Parts = Partial<Inspection> & Pick<Inspection, 'kind' | 'issues'>;

/** In the order in which a person reads it. */
export function inspection(file: string, parts: Parts): Inspection {
  return { file, ...NOTHING, ...parts };
}

// Not Math.min(...instants): a log has more lines than a call has arguments.
export function periodOf(instants: readonly Instant[]): Inspection['period'] {
  if (instants.length === 0) return null;
  return spanOf(
    instants.reduce((a, b) => Math.min(a, b)),
    instants.reduce((a, b) => Math.max(a, b)),
  );
}

export function spanOf(begin: Instant, end: Instant) {
  return { begin: formatInstant(begin), end: formatInstant(end) };
}

export function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
