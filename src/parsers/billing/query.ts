import type { BillNeeds, ChargeSelector } from '../../engine/records/charge.ts';
import type { Interval } from '../../engine/values/interval.ts';
import { bindColumns } from './columns.ts';
import { type BillHeader, type BillingFormat, type Measure, TEXT_KEYS, type TextKey, TIME_KEYS } from './format.ts';
import { type BillSource, IS_CREDIT, judgeRows, REJECTED, selectable, termsOf } from './judged-rows.ts';
import { selectorSql, touchesSql } from './selector-sql.ts';
import { allOf, anyOf, identifier, literal, moreColumns, type Sql } from './sql.ts';

/** The parts an addend of a cost is summed in; see amounts.ts. */
export interface SummedTerm {
  readonly measure: Measure;
  readonly sign: 1 | -1;
  /** How many result columns hold it: 1 (exact column) or 3 (small, large, tail of a text). */
  readonly parts: 1 | 3;
  /** The column as the file names it, where it is one column. */
  readonly column: string | null;
}

/**
 * The one scan of a file: every row is judged (used, excluded, rejected), grouped and summed. The columns of the result
 * are, in this order: reason, missing (bits of {@link MEASURES}), detail, the {@link PLAIN_KEYS}, the {@link RARE_KEYS} as a
 * JSON list or null, the {@link TIME_KEYS} in epoch ms, rows, the first and the newest instant of the group, rows of at most an hour and of at most a day (null
 * where nobody asked), and the parts of {@link summedTerms}.
 */
export interface GroupQuery {
  readonly sql: Sql;
  readonly terms: readonly SummedTerm[];
}

/**
 * Keys that only rows asked for keep, see {@link BillNeeds}: everything else is summed over them. They are grouped by as one
 * text, a JSON list, that is null for all other rows: every key of a GROUP BY costs on every row, whether it is null or not.
 */
export const RARE_KEYS = [
  'AvailabilityZone',
  'ResourceId',
  'x_InstanceType',
  'ConsumedUnit',
  'x_Nature',
  'CommitmentDiscountStatus',
  'CapacityReservationStatus',
  'ChargeClass',
  'x_AdjustmentType',
  'ChargeDescription',
] as const satisfies readonly TextKey[];
type RareKey = (typeof RARE_KEYS)[number];
/** The keys of a row of which only the place is asked. */
export const PLACE_KEYS = ['AvailabilityZone', 'ResourceId', 'x_Nature'] as const satisfies readonly RareKey[];
export const PLAIN_KEYS = TEXT_KEYS.filter(
  (key): key is Exclude<TextKey, RareKey> => !RARE_KEYS.some((rare) => rare === key),
);
const WINDOW_KEYS: ReadonlySet<string> = new Set(['ChargePeriodStart', 'ChargePeriodEnd']);

export function groupQuery(source: BillSource, format: BillingFormat, needs: BillNeeds): GroupQuery {
  const terms = summedTerms(source.header, format);
  const keys = [
    ...PLAIN_KEYS.map((key) => `${identifier(key)} AS ${group(key)}`),
    `${rareKeys(needs)} AS rare`,
    ...TIME_KEYS.map((key) => `${WINDOW_KEYS.has(key) ? `CASE WHEN in_window THEN ${key} END` : key} AS ${group(key)}`),
  ];
  const sums = terms.flatMap((term, index) => partNames(term, index).map((name) => `sum(${name}) AS s_${name}`));
  const grouped = `SELECT reason, missing, detail, ${keys.join(', ')}, count(*) AS row_count,
    min(ChargePeriodStart) AS oldest, max(ChargePeriodEnd) AS newest, ${countLengths(needs)}${moreColumns(sums)}
    FROM judged GROUP BY ALL`;
  const result = [
    'reason',
    'missing',
    'detail',
    ...PLAIN_KEYS.map(group),
    'rare',
    ...TIME_KEYS.map((key) => `epoch_ms(${group(key)})`),
    'row_count',
    'epoch_ms(oldest)',
    'epoch_ms(newest)',
    'hour_rows',
    'day_rows',
    ...terms.flatMap((term, index) => partNames(term, index).map((name) => `CAST(s_${name} AS VARCHAR)`)),
  ];
  const sql = `${judgeRows(source, format, needs)}, grouped AS (${grouped}) SELECT ${result.join(', ')} FROM grouped`;
  return { sql, terms };
}

/**
 * Rejected rows with what they hold: record, reason, then the text of each measure and time. `source` must give a column
 * `record`, the number of the row in the file.
 */
export function rejectedRowsQuery(source: BillSource, format: BillingFormat, limit: number): Sql {
  const terms = summedTerms(source.header, format);
  const cells = [
    ...terms.map((_, index) => `CAST(m${index} AS VARCHAR)`),
    ...TIME_KEYS.map((key) => `CAST(given_${key} AS VARCHAR)`),
  ];
  return `${judgeRows(source, format, { detail: [{}], windows: [] }, ['record'])}
    SELECT record, reason, ${cells.join(', ')} FROM judged WHERE starts_with(reason, ${literal(REJECTED)}) ORDER BY record LIMIT ${limit}`;
}

export interface BillLineFilter {
  readonly selector: ChargeSelector;
  /** Rows whose charge period touches the span; null: all. */
  readonly window: Interval | null;
  /** Rows billed in this period, whenever they were used; a row that names no billing period, by its use. null: all. */
  readonly billingPeriod?: Interval | null;
  /** Rows in this currency only (ISO 4217). */
  readonly currency?: string;
  /** The cost that decides which rows are the largest; without it the larger of both. */
  readonly largestBy?: 'BilledCost' | 'EffectiveCost';
}

/** The rows behind a sum, largest first: record, description, period in epoch ms, text of billed and effective cost's addends. */
export function billLinesQuery(
  source: BillSource,
  format: BillingFormat,
  filter: BillLineFilter,
  limit: number,
): GroupQuery {
  const terms = summedTerms(source.header, format);
  const bill = bindColumns(source.header, format);
  const wanted = [
    'reason IS NULL',
    selectorSql(filter.selector, selectable(identifier)),
    ...(filter.currency
      ? [`upper(trim(${identifier('BillingCurrency')})) = ${literal(filter.currency.toUpperCase())}`]
      : []),
    ...(filter.window ? [touchesSql([filter.window], 'ChargePeriodStart', 'ChargePeriodEnd')] : []),
    ...(filter.billingPeriod ? [billedIn(filter.billingPeriod)] : []),
  ];
  // A double is good enough to put rows in order; the figures themselves come as text.
  const sizedBy = filter.largestBy ? [filter.largestBy] : ['BilledCost', 'EffectiveCost'];
  const sizes = terms.flatMap(({ measure }, index) =>
    sizedBy.includes(measure) ? [`abs(TRY_CAST(m${index} AS DOUBLE))`] : [],
  );
  const size = `greatest(${[...sizes, '0'].join(', ')})`;
  const description = format.mapping.text.ChargeDescription?.(bill) ?? 'NULL';
  const sql = `${judgeRows(source, format, { detail: [{}], windows: [] }, ['record', `${description} AS description`])}
    SELECT record, description, epoch_ms(ChargePeriodStart), epoch_ms(ChargePeriodEnd),
      ${terms.map((_, index) => `CAST(m${index} AS VARCHAR)`).join(', ')}
    FROM judged WHERE ${allOf(wanted)} ORDER BY ${size} DESC, record LIMIT ${limit}`;
  return { sql, terms };
}

/** A vendor cuts its month near the calendar's edge, so the middle of the row's period tells which month it is. */
function billedIn(period: Interval): Sql {
  const middle = 'coalesce(BillingPeriodStart + INTERVAL 15 DAY, ChargePeriodStart)';
  return touchesSql([period], middle, `${middle} + INTERVAL 1 MILLISECOND`);
}

/** The addends of each measure, in the order of the result columns. */
export function summedTerms(header: BillHeader, format: BillingFormat): SummedTerm[] {
  return termsOf(bindColumns(header, format), format).map(({ measure, term }) => ({
    measure,
    sign: term.sign,
    parts: term.amount.kind === 'exact' ? 1 : 3,
    column: term.amount.column ?? null,
  }));
}

/** Before each key of a row of which only the place is asked. */
export const BETWEEN = '\u001f';

/** Of a row of which only the place is asked, the keys stand side by side: quicker than JSON, and such rows are many. */
function rareKeys(needs: BillNeeds): Sql {
  const whole = anyOf([
    'detail',
    ...(needs.credits ? [IS_CREDIT] : []),
    ...(needs.overview ? [`${identifier('x_InstanceType')} IS NOT NULL`] : []),
  ]);
  const all = `CAST(to_json([${RARE_KEYS.map((key) => keptAs(key, needs)).join(', ')}]) AS VARCHAR)`;
  const place = PLACE_KEYS.map((key) => `'${BETWEEN}', ${keptAs(key, needs)}`).join(', ');
  return `CASE WHEN ${whole} THEN ${all} WHEN in_place THEN concat(${place}) END`;
}

function keptAs(key: RareKey, { overview }: BillNeeds): Sql {
  const sql = identifier(key);
  switch (key) {
    case 'AvailabilityZone':
      return `CASE WHEN detail OR in_place THEN ${sql} END`;
    case 'ResourceId':
      return `CASE WHEN detail THEN ${sql} WHEN in_place THEN ${kindOf(sql)} END`;
    case 'x_InstanceType':
      return overview ? sql : `CASE WHEN detail THEN ${sql} END`;
    case 'ConsumedUnit':
      return `CASE WHEN measured THEN ${sql} END`;
    case 'CommitmentDiscountStatus':
    case 'CapacityReservationStatus':
      return `CASE WHEN detail THEN ${sql} END`;
    // Read of those rows only that are asked for them, so there is nothing to leave out.
    default:
      return sql;
  }
}

/** A resource's name cut down to its kind: `arn:aws:ec2:us-east-1:1:volume/*`, `vol-*`. An ARN is cut at its first slash, which is quick. */
function kindOf(resource: Sql): Sql {
  return `CASE WHEN starts_with(${resource}, 'arn:') AND contains(${resource}, '/') THEN concat(split_part(${resource}, '/', 1), '/*')
    WHEN contains(${resource}, '/') OR contains(${resource}, ':') THEN regexp_replace(${resource}, '[^/:]*$', '*')
    WHEN ${resource} IS NOT NULL THEN concat(split_part(${resource}, '-', 1), '-*') END`;
}

function countLengths({ overview }: BillNeeds): Sql {
  if (!overview) return 'CAST(NULL AS BIGINT) AS hour_rows, CAST(NULL AS BIGINT) AS day_rows';
  const length = 'ChargePeriodEnd - ChargePeriodStart';
  return `count_if(${length} <= INTERVAL 1 HOUR) AS hour_rows, count_if(${length} <= INTERVAL 1 DAY) AS day_rows`;
}

function group(key: string): string {
  return `g_${key}`;
}

function partNames(term: SummedTerm, index: number): string[] {
  return term.parts === 1 ? [`m${index}`] : [`m${index}_small`, `m${index}_large`, `m${index}_tail`];
}
