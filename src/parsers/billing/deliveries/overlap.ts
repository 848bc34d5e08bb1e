import { bindColumns } from '../columns.ts';
import type { BillHeader, BillingFormat, FormatSource } from '../format.ts';
import type { Sql } from '../sql.ts';

/**
 * Columns whose value may change from one delivery of a month to the next although the row is the same: money, rates,
 * quantities, and ids that are given anew (research/billing.md 3.2: `identity/LineItemId` is not stable).
 */
const VOLATILE =
  /cost|price|rate|amount|quantity|invoice|line_?item_?id|fee|commitment|factor|exchange|export_?time|period_?end/i;

/**
 * Columns by which the same row is known again in another file, by canonical name; those that all files have. Where a later
 * delivery replaces an earlier one, they are those that stay as they are. Where deliveries are added, a correction is a row
 * like the one it corrects, so the same row is one that is the same in everything.
 */
export function identityColumns(format: BillingFormat, headers: readonly BillHeader[]): string[] {
  const names = headers.map(({ columns }) => {
    const kept = columns.filter(({ type }) => format.delivery === 'adds' || type === 'VARCHAR');
    return new Set(kept.map(({ name }) => format.canonical(name)));
  });
  const [first = new Set<string>(), ...others] = names;
  const lasting = (name: string) => format.delivery === 'adds' || !VOLATILE.test(name);
  return [...first].filter((name) => lasting(name) && others.every((other) => other.has(name))).sort();
}

/** Which identities are wanted: one in so many, by the hash itself, or those that another file has. */
export type Sample = { readonly oneIn: number } | { readonly among: readonly string[] };

/** Hashes of the rows' identities, each once. Two files that are sampled alike give the same rows. */
export function sampleQuery(
  { header, table }: FormatSource,
  format: BillingFormat,
  columns: readonly string[],
  sample: Sample,
): Sql {
  const bill = bindColumns(header, format);
  const start = format.mapping.times.ChargePeriodStart(bill)?.parsed ?? 'NULL';
  const cells = columns.map((name) => bill.text(name) ?? 'NULL');
  const identity = `hash(${[`CAST(${start} AS VARCHAR)`, ...cells].join(', ')})`;
  const wanted =
    'oneIn' in sample ? `identity % ${sample.oneIn} = 0` : `identity IN (${['0', ...sample.among].join(', ')})`;
  return `SELECT DISTINCT CAST(identity AS VARCHAR) FROM (SELECT ${identity} AS identity FROM ${table}) WHERE ${wanted}`;
}
