import type { BillNeeds, ChargeSelector } from '../../engine/records/charge.ts';
import type { Interval } from '../../engine/values/interval.ts';
import { amountLayers } from './amounts.ts';
import { bindColumns } from './columns.ts';
import {
  type BillColumns,
  type BillHeader,
  type BillingFormat,
  MEASURES,
  type Measure,
  TEXT_KEYS,
  type Term,
  type TextKey,
  TIME_KEYS,
} from './format.ts';
import { anySelectorSql, type SelectableColumns, selectorSql, touchesSql } from './selector-sql.ts';
import { allOf, anyOf, choose, identifier, literal, type Sql } from './sql.ts';
import { isPlausible } from './times.ts';

/** A file as a table: `read_csv(...)` or `read_parquet(...)`, made by {@link csvSource} and its sibling. */
export interface BillSource {
  readonly header: BillHeader;
  readonly table: Sql;
}

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
 * are, in this order: reason, missing (bits of {@link MEASURES}), detail, the {@link TEXT_KEYS}, the {@link TIME_KEYS}
 * in epoch ms, rows, the first and the newest instant of the group, and the parts of {@link summedTerms}.
 */
export interface GroupQuery {
  readonly sql: Sql;
  readonly terms: readonly SummedTerm[];
}

/** Keys that only rows asked for in detail keep: everything else is summed over them. */
const DETAIL_KEYS: ReadonlySet<string> = new Set(['AvailabilityZone', 'ResourceId', 'x_InstanceType', 'ConsumedUnit']);
const WINDOW_KEYS: ReadonlySet<string> = new Set(['ChargePeriodStart', 'ChargePeriodEnd']);

export function groupQuery(source: BillSource, format: BillingFormat, needs: BillNeeds): GroupQuery {
  const terms = summedTerms(source.header, format);
  const keys = [...TEXT_KEYS, ...TIME_KEYS].map((key) => `${keptAs(key)} AS ${group(key)}`);
  const sums = terms.flatMap((term, index) => partNames(term, index).map((name) => `sum(${name}) AS s_${name}`));
  const grouped = `SELECT reason, missing, detail, ${keys.join(', ')}, count(*) AS row_count,
    min(ChargePeriodStart) AS oldest, max(ChargePeriodEnd) AS newest${list(sums)}
    FROM judged GROUP BY ALL`;
  const result = [
    'reason',
    'missing',
    'detail',
    ...TEXT_KEYS.map(group),
    ...TIME_KEYS.map((key) => `epoch_ms(${group(key)})`),
    'row_count',
    'epoch_ms(oldest)',
    'epoch_ms(newest)',
    ...terms.flatMap((term, index) => partNames(term, index).map((name) => `CAST(s_${name} AS VARCHAR)`)),
  ];
  const sql = `${judge(source, format, needs)}, grouped AS (${grouped}) SELECT ${result.join(', ')} FROM grouped`;
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
  return `${judge(source, format, { detail: [{}], windows: [] }, ['record'])}
    SELECT record, reason, ${cells.join(', ')} FROM judged WHERE ${isRejected('reason')} ORDER BY record LIMIT ${limit}`;
}

export interface BillLineFilter {
  readonly selector: ChargeSelector;
  /** Rows whose charge period touches the span; null: all. */
  readonly window: Interval | null;
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
    ...(filter.window ? [touchesSql([filter.window], 'ChargePeriodStart', 'ChargePeriodEnd')] : []),
  ];
  // A double is good enough to put rows in order; the figures themselves come as text.
  const sizes = terms.map((term, index) => (isCost(term.measure) ? `abs(TRY_CAST(m${index} AS DOUBLE))` : null));
  const size = `greatest(${sizes.filter((one) => one !== null).join(', ')}, 0)`;
  const description = format.mapping.ChargeDescription(bill) ?? 'NULL';
  const sql = `${judge(source, format, { detail: [{}], windows: [] }, ['record', `${description} AS description`])}
    SELECT record, description, epoch_ms(ChargePeriodStart), epoch_ms(ChargePeriodEnd),
      ${terms.map((_, index) => `CAST(m${index} AS VARCHAR)`).join(', ')}
    FROM judged WHERE ${allOf(wanted)} ORDER BY ${size} DESC, record LIMIT ${limit}`;
  return { sql, terms };
}

function isCost(measure: Measure): boolean {
  return measure === 'BilledCost' || measure === 'EffectiveCost';
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

/**
 * Layers of one scan: which rows may be wanted in detail, then their cells, then which are, then amounts read, then every
 * row judged. CASE instead of a bare AND, because DuckDB stops at the first false only there; the instance type, which
 * may lie in JSON, is read for rows that match everything else.
 */
function judge(source: BillSource, format: BillingFormat, needs: BillNeeds, extra: readonly Sql[] = []): Sql {
  const bill = bindColumns(source.header, format);
  const terms = termsOf(bill, format);
  const texts = terms.flatMap(({ term }, index) => (term.amount.kind === 'text' ? [`m${index}`] : []));
  const others = needs.detail.map(({ x_InstanceType: _, ...selector }) => selector);
  const candidate = anySelectorSql(
    others,
    selectable((key) => format.mapping.text[key](bill)),
  );
  const detail = anySelectorSql(needs.detail, selectable(identifier));
  const inWindow = touchesSql(needs.windows, 'ChargePeriodStart', 'ChargePeriodEnd');
  return `WITH source AS (SELECT *, ${test(candidate)} AS mw_candidate FROM ${source.table}),
    cells AS (SELECT ${cells(bill, format, extra)}, mw_candidate FROM source),
    wanted AS (SELECT *, ${test(`mw_candidate AND ${detail}`)} AS detail FROM cells),
    measured AS (SELECT * REPLACE (${replaceQuantity(terms)}), ${test(`detail AND ${inWindow}`)} AS in_window FROM wanted),
    ${readAmounts(texts)}
    judged AS (SELECT *, ${reason(terms)} AS reason, ${missing(terms)} AS missing FROM amounts)`;
}

/** The layers of all amounts side by side, from `measured` to `amounts`. */
function readAmounts(texts: readonly string[]): Sql {
  const cells = texts.map(amountLayers);
  const depth = Math.max(0, ...cells.map((layers) => layers.length));
  const named = Array.from({ length: depth }, (_, level) => {
    const columns = cells.flatMap((layers) => layers[level] ?? []);
    return `amounts_${level} AS (SELECT *, ${columns.join(', ')} FROM ${level === 0 ? 'measured' : `amounts_${level - 1}`}),`;
  });
  return `${named.join(' ')} amounts AS (SELECT * FROM ${depth === 0 ? 'measured' : `amounts_${depth - 1}`}),`;
}

function test(condition: Sql): Sql {
  return `CASE WHEN ${condition} THEN true ELSE false END`;
}

interface MeasureTerm {
  readonly measure: Measure;
  readonly term: Term;
}

function termsOf(bill: BillColumns, format: BillingFormat): MeasureTerm[] {
  return MEASURES.flatMap((measure) => format.mapping.measures[measure](bill).map((term) => ({ measure, term })));
}

function cells(bill: BillColumns, format: BillingFormat, extra: readonly Sql[]): Sql {
  const { mapping } = format;
  const texts = TEXT_KEYS.map((key) => {
    const sql = mapping.text[key](bill) ?? 'CAST(NULL AS VARCHAR)';
    return `${key === 'x_InstanceType' ? `CASE WHEN mw_candidate THEN ${sql} END` : sql} AS ${identifier(key)}`;
  });
  const times = TIME_KEYS.flatMap((key) => {
    const time = mapping.times[key](bill);
    return [`${time?.parsed ?? 'CAST(NULL AS TIMESTAMP)'} AS ${key}`, `${time?.given ?? 'NULL'} AS given_${key}`];
  });
  const terms = termsOf(bill, format);
  const amounts = terms.map(({ term }, index) => `${term.amount.sql} AS m${index}`);
  const applies = terms.flatMap(({ term }, index) => (term.applies ? [`${term.applies} AS m${index}_applies`] : []));
  const excluded = choose(
    mapping.excludes.flatMap(({ reason: why, when }) => branch(when(bill), why)),
    'CAST(NULL AS VARCHAR)',
  );
  return [...texts, ...times, ...amounts, ...applies, `${excluded} AS excluded`, ...extra].join(', ');
}

function branch(when: Sql | null, why: string): (readonly [Sql, Sql])[] {
  return when ? [[when, literal(`excluded:${why}`)]] : [];
}

/** Quantities of unlike units are never added: only rows in detail, which are grouped by unit, keep theirs. */
function replaceQuantity(terms: readonly MeasureTerm[]): Sql {
  const names = terms.flatMap(({ measure }, index) => (measure === 'ConsumedQuantity' ? [`m${index}`] : []));
  const replaced = names.map((name) => `CASE WHEN detail THEN ${name} END AS ${name}`);
  return [...replaced, 'detail AS detail'].join(', ');
}

function reason(terms: readonly MeasureTerm[]): Sql {
  const unreadable = terms.flatMap(({ term }, index) => {
    const cell = `m${index}`;
    return term.amount.kind === 'text'
      ? [`(${cell} IS NOT NULL AND ${cell}_small IS NULL AND ${cell}_large IS NULL)`]
      : [];
  });
  const untimely = TIME_KEYS.map((key) =>
    WINDOW_KEYS.has(key)
      ? `${key} IS NULL OR NOT ${isPlausible(key)}`
      : `(given_${key} IS NOT NULL AND (${key} IS NULL OR NOT ${isPlausible(key)}))`,
  );
  return choose(
    [
      ['excluded IS NOT NULL', 'excluded'],
      [anyOf(unreadable), literal('rejected:bad-number')],
      [anyOf(untimely), literal('rejected:bad-time')],
      ['ChargePeriodEnd < ChargePeriodStart', literal('rejected:end-before-start')],
    ],
    'CAST(NULL AS VARCHAR)',
  );
}

function isRejected(reasonColumn: Sql): Sql {
  return `starts_with(${reasonColumn}, 'rejected:')`;
}

/** A bit for every measure that the row does not give, so that no group adds known costs to unknown ones. */
function missing(terms: readonly MeasureTerm[]): Sql {
  const bits = MEASURES.map((measure, bit) => {
    const gaps = terms.flatMap(({ measure: of, term }, index) => {
      if (of !== measure) return [];
      return [term.applies ? `(m${index}_applies AND m${index} IS NULL)` : `m${index} IS NULL`];
    });
    return gaps.length === 0 ? String(2 ** bit) : `CASE WHEN ${anyOf(gaps)} THEN ${2 ** bit} ELSE 0 END`;
  });
  return `CAST(${bits.join(' + ')} AS UTINYINT)`;
}

function keptAs(key: string): Sql {
  if (WINDOW_KEYS.has(key)) return `CASE WHEN in_window THEN ${key} END`;
  return DETAIL_KEYS.has(key) ? `CASE WHEN detail THEN ${identifier(key)} END` : identifier(key);
}

function group(key: string): string {
  return `g_${key}`;
}

function partNames(term: SummedTerm, index: number): string[] {
  return term.parts === 1 ? [`m${index}`] : [`m${index}_small`, `m${index}_large`, `m${index}_tail`];
}

function list(expressions: readonly Sql[]): Sql {
  return expressions.length === 0 ? '' : `, ${expressions.join(', ')}`;
}

/** The expressions of the selectable columns, from those of the text keys. */
function selectable(of: (key: TextKey) => Sql | null): SelectableColumns {
  return {
    x_Vendor: of('ServiceProviderName'),
    ServiceProviderName: of('ServiceProviderName'),
    ServiceName: of('ServiceName'),
    x_ServiceCode: of('x_ServiceCode'),
    RegionId: of('RegionId'),
    AvailabilityZone: of('AvailabilityZone'),
    ResourceId: of('ResourceId'),
    x_InstanceType: of('x_InstanceType'),
    ChargeCategory: of('ChargeCategory'),
    ChargeFrequency: of('ChargeFrequency'),
  };
}
