import type { BillNeeds } from '../../engine/records/charge.ts';
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
import { askInstanceTypeLast, type Kept, type SelectableColumns, selectorSql, touchesSql } from './selector-sql.ts';
import {
  allOf,
  anyOf,
  choose,
  identifier,
  literal,
  matchesAny,
  matchesAnyEntry,
  moreColumns,
  type Sql,
} from './sql.ts';
import { isPlausible } from './times.ts';

/** A file as a table: `read_csv(...)` or `read_parquet(...)`, made by `billTable`. */
export interface BillSource {
  readonly header: BillHeader;
  readonly table: Sql;
}

const CREDIT_KEYS: ReadonlySet<TextKey> = new Set(['ChargeClass', 'x_AdjustmentType', 'ChargeDescription']);
export const IS_CREDIT = isCredit(identifier('ChargeCategory'));

function isCredit(category: Sql): Sql {
  return `lower(${category}) IN ('credit', 'adjustment')`;
}

/** Rejected rows carry this before their reason in the column `reason`, excluded ones {@link EXCLUDED}; used ones null. */
export const REJECTED = 'rejected:';
export const EXCLUDED = 'excluded:';

/**
 * Layers of one scan: what of a row may be wanted in detail, its cells, whether it is, its amounts read, the row judged.
 * Conditions stand in a CASE, because DuckDB stops at the first false only there.
 */
export function judgeRows(
  source: BillSource,
  format: BillingFormat,
  needs: BillNeeds,
  extra: readonly Sql[] = [],
): Sql {
  const bill = bindColumns(source.header, format);
  const terms = termsOf(bill, format);
  const texts = terms.flatMap(({ term }, index) => (term.amount.kind === 'text' ? [`m${index}`] : []));
  const questions = askInstanceTypeLast(needs.detail);
  const columns = selectable((key) => format.mapping.text[key]?.(bill) ?? null);
  const keptAs: Kept = source.header.container === 'parquet' ? 'dictionaries' : 'rows';
  const asked = questions.map((_, index) => `mw_asked_${index}`);
  const marks = [
    ...questions.map(({ selector }, index) => `${test(selectorSql(selector, columns, keptAs))} AS mw_asked_${index}`),
    `${test(anyOf((needs.places ?? []).map((place) => selectorSql(place, columns, keptAs))))} AS in_place`,
    `${test(anyOf((needs.hourly?.selectors ?? []).map((one) => selectorSql(one, columns, keptAs))))} AS in_hourly`,
  ];
  const matches = keptAs === 'dictionaries' ? matchesAnyEntry : matchesAny;
  const answers = questions.map(({ instanceTypes }, index) =>
    instanceTypes
      ? allOf([`mw_asked_${index}`, matches(identifier('x_InstanceType'), instanceTypes)])
      : `mw_asked_${index}`,
  );
  return `WITH source AS (SELECT *${moreColumns(marks)} FROM ${source.table}),
    cells AS (SELECT ${cells(bill, format, needs, anyOf(asked), keptAs)}${moreColumns([...asked, 'in_place', 'in_hourly', ...extra])} FROM source),
    wanted AS (SELECT *, ${test(anyOf(answers))} AS detail FROM cells),
    metered AS (SELECT *, ${needs.overview ? `(detail OR ${identifier('x_InstanceType')} IS NOT NULL)` : 'detail'} AS measured FROM wanted),
    measured AS (SELECT * REPLACE (${replaceQuantity(terms)}), ${test(inWindow(needs))} AS in_window FROM metered),
    ${readAmounts(texts)}
    judged AS (SELECT *, ${reason(terms)} AS reason, ${missing(terms)} AS missing FROM amounts)`;
}

function inWindow({ windows, hourly, credits }: BillNeeds): Sql {
  const touches = (spans: readonly Interval[]) => touchesSql(spans, 'ChargePeriodStart', 'ChargePeriodEnd');
  return anyOf([
    `((detail OR in_place) AND ${touches(windows)})`,
    ...(hourly ? [`(in_hourly AND NOT detail AND ${touches(hourly.windows)})`] : []),
    ...(credits ? [IS_CREDIT] : []),
  ]);
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

/** One addend of one measure. */
export interface MeasureTerm {
  readonly measure: Measure;
  readonly term: Term;
}

/** The addends of all measures; the amount of the n-th is the column `m<n>`. */
export function termsOf(bill: BillColumns, format: BillingFormat): MeasureTerm[] {
  return MEASURES.flatMap((measure) => format.mapping.measures[measure](bill).map((term) => ({ measure, term })));
}

/**
 * Keys that few rows are asked for. Some are dug out of long texts, so they are read of those rows only; of Parquet they are
 * read of all rows, because a function of a dictionary is done once for each of its entries, unless a CASE stands before it.
 */
function askedOf(key: TextKey, needs: BillNeeds, candidate: Sql, category: Sql, keptAs: Kept): Sql {
  if (CREDIT_KEYS.has(key)) return needs.credits ? isCredit(category) : 'false';
  if (keptAs === 'dictionaries') return 'true';
  if (key === 'x_InstanceType') return needs.overview ? 'true' : candidate;
  if (key === 'CommitmentDiscountStatus' || key === 'CapacityReservationStatus') return candidate;
  return key === 'x_Nature' ? anyOf([candidate, 'in_place']) : 'true';
}

function cells(bill: BillColumns, format: BillingFormat, needs: BillNeeds, candidate: Sql, keptAs: Kept): Sql {
  const { mapping } = format;
  const category = mapping.text.ChargeCategory(bill) ?? 'NULL';
  const texts = TEXT_KEYS.map((key) => {
    const sql = mapping.text[key]?.(bill) ?? 'CAST(NULL AS VARCHAR)';
    const asked = askedOf(key, needs, candidate, category, keptAs);
    const kept =
      asked === 'true' ? sql : asked === 'false' ? 'CAST(NULL AS VARCHAR)' : `CASE WHEN ${asked} THEN ${sql} END`;
    return `${kept} AS ${identifier(key)}`;
  });
  const times = TIME_KEYS.flatMap((key) => {
    const time = mapping.times[key](bill);
    return [`${time?.parsed ?? 'CAST(NULL AS TIMESTAMP)'} AS ${key}`, `${time?.given ?? 'NULL'} AS given_${key}`];
  });
  const terms = termsOf(bill, format);
  const amounts = terms.map(({ term }, index) => `${term.amount.sql} AS m${index}`);
  const applies = terms.flatMap(({ term }, index) => (term.applies ? [`${term.applies} AS m${index}_applies`] : []));
  const excluded = choose(
    [
      ...mapping.excludes.flatMap(({ reason: why, when }) => branch(when(bill), `${EXCLUDED}${why}`)),
      ...(mapping.rejects ?? []).flatMap(({ reason: why, when }) => branch(when(bill), `${REJECTED}${why}`)),
    ],
    'CAST(NULL AS VARCHAR)',
  );
  return [...texts, ...times, ...amounts, ...applies, `${excluded} AS excluded`].join(', ');
}

function branch(when: Sql | null, why: string): (readonly [Sql, Sql])[] {
  return when ? [[when, literal(why)]] : [];
}

/** Quantities of unlike units are never added: only rows in detail, which are grouped by unit, keep theirs. */
function replaceQuantity(terms: readonly MeasureTerm[]): Sql {
  const names = terms.flatMap(({ measure }, index) => (measure === 'ConsumedQuantity' ? [`m${index}`] : []));
  const replaced = names.map((name) => `CASE WHEN measured THEN ${name} END AS ${name}`);
  return [...replaced, 'detail AS detail'].join(', ');
}

function reason(terms: readonly MeasureTerm[]): Sql {
  const unreadable = terms.flatMap(({ term }, index) => {
    const cell = `m${index}`;
    return term.amount.kind === 'text'
      ? [`(${cell} IS NOT NULL AND ${cell}_small IS NULL AND ${cell}_large IS NULL)`]
      : [];
  });
  return choose(
    [
      ['excluded IS NOT NULL', 'excluded'],
      [anyOf(unreadable), literal(`${REJECTED}bad-number`)],
      [`${isTimely()}`, 'CAST(NULL AS VARCHAR)'],
      ['ChargePeriodEnd < ChargePeriodStart', literal(`${REJECTED}end-before-start`)],
    ],
    literal(`${REJECTED}bad-time`),
  );
}

/** The charge period must be there and in order; a billing period that is not given is unknown. Few tests: every row pays. */
function isTimely(): Sql {
  const unknown = 'given_BillingPeriodStart IS NULL AND given_BillingPeriodEnd IS NULL';
  return allOf([
    isPlausible('ChargePeriodStart', 'ChargePeriodEnd'),
    anyOf([isPlausible('BillingPeriodStart', 'BillingPeriodEnd'), unknown]),
  ]);
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

/** The expressions of the selectable columns, from those of the text keys. */
export function selectable(of: (key: TextKey) => Sql | null): SelectableColumns {
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
    x_Nature: of('x_Nature'),
  };
}
