/** A piece of SQL. Data becomes SQL in this file only. */
export type Sql = string;

/** A text literal. A NUL byte, which no bill holds, would end the statement: it becomes U+FFFD and matches nothing. */
export function literal(text: string): Sql {
  return `'${text.replaceAll('\0', '\uFFFD').replaceAll("'", "''")}'`;
}

/**
 * The path of one file. DuckDB takes `*`, `?` and `[` in it for a pattern, so that a file with such a name would bring in
 * its neighbors; in brackets they stand for themselves.
 */
export function filePath(path: string): Sql {
  return literal(path.replace(/[*?[]/g, '[$&]'));
}

/** A column name, whatever is in it. */
export function identifier(name: string): Sql {
  return `"${name.replaceAll('\0', '\uFFFD').replaceAll('"', '""')}"`;
}

/**
 * Whether the expression matches one of the values: `*` stands for any text, case does not matter. On null it is null,
 * which WHERE and CASE take as no.
 */
export function matchesAny(expression: Sql, values: readonly string[]): Sql {
  const whole = [...new Set(values.filter((value) => !value.includes('*')))];
  const tests = values.filter((value) => value.includes('*')).map((value) => matchesPattern(expression, value));
  if (whole.length > 0) tests.push(isOneOf(expression, whole));
  return anyOf(tests);
}

/** The length first, where that is sound: it is at hand for every text, and lower() is a pass over each. */
function isOneOf(expression: Sql, values: readonly string[]): Sql {
  const test = `lower(${expression}) IN (${values.map((value) => `lower(${literal(value)})`).join(', ')})`;
  const lengths = [...new Set(values.map((value) => value.length))];
  if (lengths.length > 4 || !values.every((value) => /^[\x20-\x7e]*$/.test(value))) return test;
  const fits = lengths.map((length) => `strlen(${expression}) = ${length}`).join(' OR ');
  return `CASE WHEN ${fits} THEN ${test} ELSE false END`;
}

/** A value with `*` for any text as a regular expression, for DuckDB and for JavaScript. */
export function wildcard(value: string): string {
  const parts = value.split(/\*+/);
  return parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('.*');
}

/**
 * The same as {@link matchesAny}, in one function of one column: over a column that a file keeps as a dictionary, DuckDB
 * asks it once for every entry of the dictionary and not once for every row.
 */
export function matchesAnyEntry(expression: Sql, values: readonly string[]): Sql {
  const patterns = values.map(wildcard);
  return values.length === 0 ? 'false' : `regexp_full_match(${expression}, ${literal(`(?is)(${patterns.join('|')})`)})`;
}

export function anyOf(tests: readonly Sql[]): Sql {
  return tests.length === 0 ? 'false' : `(${tests.join(' OR ')})`;
}

export function allOf(tests: readonly Sql[]): Sql {
  return tests.length === 0 ? 'true' : `(${tests.join(' AND ')})`;
}

/** More expressions behind those of a SELECT list: `, a, b`, or nothing. */
export function moreColumns(expressions: readonly Sql[]): Sql {
  return expressions.length === 0 ? '' : `, ${expressions.join(', ')}`;
}

/** `CASE WHEN ... THEN ... END` over pairs of condition and value; the last value may stand alone as ELSE. */
export function choose(branches: readonly (readonly [when: Sql, then: Sql])[], otherwise: Sql = 'NULL'): Sql {
  if (branches.length === 0) return otherwise;
  return `CASE ${branches.map(([when, then]) => `WHEN ${when} THEN ${then}`).join(' ')} ELSE ${otherwise} END`;
}

/** The first of the expressions that is not null; null where there is no expression at all. */
export function firstOf(choices: readonly (Sql | null)[]): Sql | null {
  const there = choices.filter((choice) => choice !== null);
  return there.length > 1 ? `coalesce(${there.join(', ')})` : (there[0] ?? null);
}

/** Beginning, end or inside where one star allows it: LIKE with ESCAPE is several times slower. */
function matchesPattern(expression: Sql, value: string): Sql {
  const text = `lower(${expression})`;
  const [first = '', middle = '', last, ...more] = value.replace(/\*+/g, '*').split('*');
  const lower = (part: string) => `lower(${literal(part)})`;
  if (last === undefined && first === '') return `ends_with(${text}, ${lower(middle)})`;
  if (last === undefined && middle === '') return `starts_with(${text}, ${lower(first)})`;
  if (last === '' && first === '' && more.length === 0) return `contains(${text}, ${lower(middle)})`;
  const pattern = value.replace(/[\\%_]/g, '\\$&').replace(/\*+/g, '%');
  return `${text} LIKE ${lower(pattern)} ESCAPE '\\'`;
}
