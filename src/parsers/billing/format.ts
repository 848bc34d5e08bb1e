import type { BillUse, CostQuality } from '../../engine/records/charge.ts';
import type { Issue } from '../../engine/records/issue.ts';
import type { Sql } from './sql.ts';

/**
 * A column of a file: its name as written, and its DuckDB type (`VARCHAR` for everything in a CSV). A field inside a
 * STRUCT of Parquet or an object of JSON is a column of its own, `service.description`; `path` then leads to it.
 */
export interface BillColumn {
  readonly name: string;
  readonly type: string;
  readonly path?: readonly string[];
}

/** What is known of a file before its rows are mapped. */
export interface BillHeader {
  readonly container: 'csv' | 'parquet' | 'json';
  readonly columns: readonly BillColumn[];
  /** Between the cells of a CSV; a comma where it is left out. */
  readonly delimiter?: ',' | ';' | '\t';
  /** How the records of a JSON file stand: one a line, in one list, or any way. */
  readonly layout?: 'newline_delimited' | 'array' | 'unstructured';
  /**
   * Where the records of a JSON file stand if it is the answer of an API: in its list `data`, or there in objects that
   * hold them by their names.
   */
  readonly within?: 'data' | 'names in data';
  /** Amounts are written `1.234,56`: the user said so. */
  readonly decimalComma?: boolean;
  /** Answers to the format's {@link BillingFormat.probes}, taken of the whole file. */
  readonly facts?: Readonly<Record<string, string | null>>;
}

/**
 * What a mapping reads cells with. Columns are asked for by their canonical name ({@link BillingFormat.canonical});
 * where several are given, the first that the file has is taken, and null says that it has none of them.
 */
export interface BillColumns {
  has(column: string): boolean;
  /** The cell as text; an empty cell and the words `NULL` and `null` are null. */
  text(...columns: string[]): Sql | null;
  /** Like `text` for a plain key, but null spellings stay: they are normalized once a group, which is cheaper than once a row. */
  label(column: string): Sql | null;
  /** The cell as an amount: a decimal or integer column as it is, anything else as text that is read exactly later. */
  amount(...columns: string[]): Amount | null;
  time(...columns: string[]): Time | null;
  /** A list or an object as JSON text, however the file holds it. */
  json(column: string): Sql | null;
  /** The answer to a probe of the format; null where it had none. */
  fact(probe: string): string | null;
  /** A value of a map: of a MAP or STRUCT column in Parquet, of JSON text in CSV. */
  entry(column: string, key: string): Sql | null;
}

export interface Amount {
  readonly sql: Sql;
  /** `exact`: a DuckDB decimal or integer. `text`: a decimal as text, which may hold anything. */
  readonly kind: 'exact' | 'text';
  /** The column as the file names it, where it is one column. */
  readonly column?: string;
  /**
   * How far the amount is the export's own; without it, a single column is `exact` and anything else `derived`. Azure
   * writes 0 into list costs that it does not know (research/billing.md 3.1): `zero-means-missing`.
   */
  readonly quality?: CostQuality;
}

export interface Time {
  /** The cell, null where it is empty. */
  readonly given: Sql;
  /** The UTC timestamp, null where the cell is no time. */
  readonly parsed: Sql;
}

/** One addend of a cost. A row where `applies` holds and the amount is empty has no cost, rather than a part of one. */
export interface Term {
  readonly sign: 1 | -1;
  readonly amount: Amount;
  readonly applies?: Sql;
}

/** Text columns of a charge, by their FOCUS names. */
export const TEXT_KEYS = [
  'ServiceProviderName',
  'ServiceName',
  'x_ServiceCode',
  'RegionId',
  'AvailabilityZone',
  'ResourceId',
  'x_InstanceType',
  'ChargeCategory',
  'ChargeFrequency',
  'BillingCurrency',
  'ConsumedUnit',
  'x_Nature',
  'CommitmentDiscountStatus',
  'CapacityReservationStatus',
  'ChargeClass',
  'x_AdjustmentType',
  'ChargeDescription',
] as const;
export type TextKey = (typeof TEXT_KEYS)[number];

export const TIME_KEYS = ['BillingPeriodStart', 'BillingPeriodEnd', 'ChargePeriodStart', 'ChargePeriodEnd'] as const;
export type TimeKey = (typeof TIME_KEYS)[number];

export const MEASURES = ['BilledCost', 'EffectiveCost', 'ListCost', 'ConsumedQuantity'] as const;
export type Measure = (typeof MEASURES)[number];

/** Rows that are no charge of their own, and why. */
export interface RowExclusion {
  readonly reason: string;
  readonly when: (bill: BillColumns) => Sql | null;
}

/** Keys that only some formats know; a mapping that leaves one out does not give it. */
type RareKey =
  | 'x_Nature'
  | 'CommitmentDiscountStatus'
  | 'CapacityReservationStatus'
  | 'ChargeClass'
  | 'x_AdjustmentType'
  | 'ChargeDescription';
type TextMapping = (bill: BillColumns) => Sql | null;

/** Rows that cannot be read. A row whose cell it cannot judge (the test is null) is not rejected. */
export interface RowRejection extends RowExclusion {
  /** What is wrong with such a row, as a sentence, and what to do. */
  readonly says: string;
  readonly fix: string;
}

/** How the columns of a format map to FOCUS. A null says that the file does not give it. */
export interface ChargeMapping {
  readonly text: { readonly [key in Exclude<TextKey, RareKey>]: TextMapping } & {
    readonly [key in RareKey]?: TextMapping;
  };
  readonly times: { readonly [key in TimeKey]: (bill: BillColumns) => Time | null };
  readonly measures: { readonly [measure in Measure]: (bill: BillColumns) => readonly Term[] };
  readonly excludes: readonly RowExclusion[];
  /** Rows that cannot be read, beyond bad numbers and times, and why: they are rejected and reported by line. */
  readonly rejects?: readonly RowRejection[];
}

/** What later deliveries of a month do to earlier ones (research/billing.md 2). */
export type Delivery =
  /** Each holds the whole month so far: the newest counts, alone. */
  | 'replaces'
  /** Each holds what came since: all of them count. */
  | 'adds';

/**
 * Azure exports a month as actual cost (cash) and as amortized cost; never are both added. `plain`: no commitment is in the
 * file, so that it is the same under both.
 */
export type CostView = 'actual' | 'amortized' | 'plain';

/** A kind of billing export: how to tell it by its header, and how its columns map to FOCUS. */
export interface BillingFormat {
  readonly id: string;
  readonly title: string;
  /** The columns that tell the format, as its documents spell them: for people, where nothing fits. */
  readonly signature: readonly string[];
  /** One spelling for all the spellings of a column. */
  readonly canonical: (name: string) => string;
  readonly recognizes: (columns: ReadonlySet<string>, names: readonly string[]) => boolean;
  /** Columns without which nothing can be computed, as its documents spell them; one of each group must be there. */
  readonly required: readonly (readonly string[])[];
  readonly delivery: Delivery;
  readonly use: BillUse;
  /** Aggregates over all rows that must be known before a row can be mapped, by name: `max(...)`. One scan for all. */
  readonly probes?: (bill: BillColumns, header: BillHeader) => Readonly<Record<string, Sql>>;
  /** Why the answers of the probes forbid to read the file, or what is to be said of them. */
  readonly judge?: (facts: Readonly<Record<string, string | null>>) => readonly FormatProblem[];
  /** For vendors that export a month twice: which of the two a file is, by the answers of the probes. */
  readonly view?: (facts: Readonly<Record<string, string | null>>) => CostView;
  /** For files whose rows are no charges (a column for each service): the table of charges made of them. */
  readonly reshape?: (source: FormatSource) => FormatSource;
  readonly mapping: ChargeMapping;
}

/** A table and its columns. */
export interface FormatSource {
  readonly header: BillHeader;
  readonly table: Sql;
}

/** An issue without its file. */
export type FormatProblem = Pick<Issue, 'code' | 'severity' | 'message' | 'fix'>;

/** The amount as the only addend. */
export function only(amount: Amount | null): readonly Term[] {
  return amount ? [{ sign: 1, amount }] : [];
}
