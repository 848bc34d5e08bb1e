import type { ChargeSelector, SelectorColumn } from '../../engine/records/charge.ts';
import type { Interval } from '../../engine/values/interval.ts';
import { anyOf, matchesAny, matchesAnyEntry, type Sql } from './sql.ts';
import { namesOfVendor } from './vendor.ts';

/** The SQL of each column that can be selected on (for `x_Vendor`: the vendor's name); null where the file does not give it. */
export type SelectableColumns = { readonly [column in SelectorColumn]: Sql | null };

/** How a file keeps its columns: a cell for every row, or a dictionary and its entry for every row, as Parquet does. */
export type Kept = 'rows' | 'dictionaries';

/** Most rows of a bill are of one vendor, so its name tells little; names of resources are long and many. */
const LAST: readonly SelectorColumn[] = ['x_Vendor', 'ResourceId'];

/**
 * Whether a row matches the selector: every column named must hold one of its values. A column the file lacks never does.
 * Nested CASE, because DuckDB leaves the later tests out only there: names of resources, long and many, are read last,
 * of the rows that match everything else.
 *
 * @param keptAs names of resources are too many for a dictionary either way
 */
export function selectorSql(selector: ChargeSelector, columns: SelectableColumns, keptAs: Kept = 'rows'): Sql {
  const named = Object.entries(selector) as [SelectorColumn, readonly string[]][];
  const tests = [...named]
    .sort(([a], [b]) => LAST.indexOf(a) - LAST.indexOf(b))
    .map(([column, values]) =>
      whenGiven(columns[column], (sql) =>
        keptAs === 'rows' || column === 'ResourceId'
          ? matchesAny(sql, spellings(column, values))
          : matchesAnyEntry(sql, spellings(column, values)),
      ),
    );
  return (
    tests.reduceRight((later, test) => (later === '' ? test : `CASE WHEN ${test} THEN ${later} ELSE false END`), '') ||
    'true'
  );
}

/** Selectors that agree on everything but the instance type, and the instance types they name; null: any. */
export interface DetailQuestion {
  readonly selector: ChargeSelector;
  readonly instanceTypes: readonly string[] | null;
}

/**
 * The instance type may have to be dug out of JSON, so it is asked for last, of rows that match everything else: this
 * takes the selectors apart.
 */
export function askInstanceTypeLast(selectors: readonly ChargeSelector[]): DetailQuestion[] {
  const questions = new Map<string, DetailQuestion>();
  for (const { x_InstanceType: types, ...selector } of selectors) {
    const key = JSON.stringify(Object.entries(selector).sort(([a], [b]) => (a < b ? -1 : 1)));
    const known = questions.get(key);
    const all = known?.instanceTypes === null || types === undefined;
    questions.set(key, { selector, instanceTypes: all ? null : [...(known?.instanceTypes ?? []), ...types] });
  }
  return [...questions.values()];
}

/** Whether the charge period of a row touches one of the spans. */
export function touchesSql(windows: readonly Interval[], begin: Sql, end: Sql): Sql {
  const touches = (span: Interval) => `(${begin} < ${timestamp(span.end)} AND ${end} > ${timestamp(span.begin)})`;
  if (windows.length < 3) return anyOf(windows.map(touches));
  // Most rows lie outside of all of them: one test instead of many.
  const whole = {
    begin: windows.reduce((least, span) => Math.min(least, span.begin), Number.POSITIVE_INFINITY),
    end: windows.reduce((most, span) => Math.max(most, span.end), Number.NEGATIVE_INFINITY),
  };
  return `CASE WHEN ${touches(whole)} THEN ${anyOf(windows.map(touches))} ELSE false END`;
}

/** Vendors are selected by key, but the file holds their names. */
function spellings(column: SelectorColumn, values: readonly string[]): readonly string[] {
  return column === 'x_Vendor' ? values.flatMap(namesOfVendor) : values;
}

function timestamp(instant: number): Sql {
  return `make_timestamp_ms(${Math.trunc(instant)})`;
}

function whenGiven(sql: Sql | null | undefined, test: (sql: Sql) => Sql): Sql {
  return sql ? test(sql) : 'false';
}
