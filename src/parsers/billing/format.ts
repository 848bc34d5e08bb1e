import type { Sql } from './sql.ts';

/** A column of a file: its name as written, and its DuckDB type (`VARCHAR` for everything in a CSV). */
export interface BillColumn {
  readonly name: string;
  readonly type: string;
}

export interface BillHeader {
  readonly container: 'csv' | 'parquet';
  readonly columns: readonly BillColumn[];
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
  /** A value of a map: of a MAP or STRUCT column in Parquet, of JSON text in CSV. */
  entry(column: string, key: string): Sql | null;
}

export interface Amount {
  readonly sql: Sql;
  /** `exact`: a DuckDB decimal or integer. `text`: a decimal as text, which may hold anything. */
  readonly kind: 'exact' | 'text';
  /** The column as the file names it, where it is one column. */
  readonly column?: string;
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

/** How the columns of a format map to FOCUS. A null says that the file does not give it. */
export interface ChargeMapping {
  readonly text: { readonly [key in TextKey]: (bill: BillColumns) => Sql | null };
  readonly times: { readonly [key in TimeKey]: (bill: BillColumns) => Time | null };
  readonly measures: { readonly [measure in Measure]: (bill: BillColumns) => readonly Term[] };
  readonly ChargeDescription: (bill: BillColumns) => Sql | null;
  readonly excludes: readonly RowExclusion[];
}

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
  readonly mapping: ChargeMapping;
}

/** The amount as the only addend. */
export function only(amount: Amount | null): readonly Term[] {
  return amount ? [{ sign: 1, amount }] : [];
}
