import type { Amount, BillColumns, BillHeader, FormatProblem, RowRejection, Term } from '../format.ts';
import { anyOf, literal, type Sql } from '../sql.ts';
import { canonicalGcpName } from './gcp-columns.ts';

/*
 * The credits of a row: a list of {id, full_name, type, name, amount}. It comes as JSON text, or as what Python prints of
 * the same list (`None`, single quotes, and for a numpy array no commas between the elements). One grammar reads both: a
 * cell that it does not fit is rejected, and the amounts are taken as they are written, for a JSON reader would round
 * them to a double.
 */
const TEXT = String.raw`(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")`;
const NUMBER = '[-+]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][-+]?[0-9]+)?';
const FIELD = String.raw`${TEXT}\s*:\s*(?:${TEXT}|${NUMBER}|None|null|[Tt]rue|[Ff]alse)`;
const CREDIT = String.raw`\{\s*(?:${FIELD}\s*,\s*)*${amountField(NUMBER)}(?:\s*,\s*${FIELD})*\s*\}`;
const CREDITS = String.raw`(?s)\s*(?:\[\s*(?:${CREDIT}(?:(?:\s*,\s*|\s+)${CREDIT})*)?\s*\]|${CREDIT})\s*`;
/** Every field in turn, so that no text is taken for one; the group holds the number of an amount. */
const EACH_AMOUNT = `(?s)${amountField(`(${NUMBER})`)}|${FIELD}`;
const NONE = "('[]', 'null', 'None')";

function amountField(number: string): string {
  return String.raw`(?:'amount'|"amount")\s*:\s*(?:Decimal\(\s*)?["']?${number}["']?\)?`;
}

/** More would mean a query of thousands of expressions; a row of the export has seldom more than four. */
const MOST_CREDITS = 24;
const MOST_IN_A_ROW = 'credits-in-a-row';
const UNNESTED = 'unnested-credits';

export function probeCredits(bill: BillColumns, { columns }: BillHeader): Readonly<Record<string, Sql>> {
  // Inside an object the amount belongs to its row; in a flat column nobody can tell whether the row stands there once.
  const isFlat = columns.some(({ name, path }) => !path && canonicalGcpName(name) === 'credits.amount');
  const cell = bill.json('credits');
  return {
    ...(isFlat ? { [UNNESTED]: "max('yes')" } : {}),
    ...(cell ? { [MOST_IN_A_ROW]: `max(len(${amountsOf(cell)}))` } : {}),
  };
}

export function judgeCredits(facts: Readonly<Record<string, string | null>>): readonly FormatProblem[] {
  const most = Number(facts[MOST_IN_A_ROW] ?? 0);
  const problems: FormatProblem[] = [];
  if (facts[UNNESTED])
    problems.push({
      code: 'billing/unnested-credits',
      severity: 'error',
      message:
        'Credits stand in columns of their own. A row with several credits is then there several times, each time with its whole cost.',
      fix: 'Export the table with credits as it is, a list in one column, without UNNEST.',
    });
  if (most > MOST_CREDITS)
    problems.push({
      code: 'billing/too-many-credits',
      severity: 'error',
      message: `A row has ${most} credits; at most ${MOST_CREDITS} are added up.`,
      fix: 'In BigQuery, replace credits by a list that holds their sum for each type, and export the bill again.',
    });
  return problems;
}

/** An addend for each credit that a row can have; see {@link probeCredits}. */
export function creditTerms(bill: BillColumns): readonly Term[] {
  const one = bill.amount('credits.amount');
  const cell = bill.json('credits');
  if (one) return [credit(one, `${one.sql} IS NOT NULL`)];
  if (!cell) return [];
  const amounts = amountsOf(cell);
  const most = Number(bill.fact(MOST_IN_A_ROW) ?? 0);
  return Array.from({ length: most }, (_, index) =>
    credit({ sql: `list_extract(${amounts}, ${index + 1})`, kind: 'text' }, `len(${amounts}) > ${index}`),
  );
}

function credit(amount: Amount, applies: Sql): Term {
  return { sign: 1, amount, applies };
}

/** The amounts of a cell, in order, as text. Not inside a CASE, where DuckDB would take it apart anew for each addend. */
function amountsOf(cell: Sql): Sql {
  return `list_filter(regexp_extract_all(${cell}, ${literal(EACH_AMOUNT)}, 1), lambda amount: amount IS NOT NULL)`;
}

export const unreadableCredits: RowRejection = {
  reason: 'unreadable-credits',
  says: 'The credits of the row are no list in which every credit has an amount, so what the row costs is unknown.',
  fix: 'Export credits as BigQuery holds them: a list of {id, full_name, type, name, amount}, as JSON where the file is CSV.',
  when: (bill) => {
    const cell = bill.json('credits');
    const amount = bill.text('credits.amount');
    if (amount) {
      const others = ['credits.id', 'credits.full_name', 'credits.type', 'credits.name'].map((name) => bill.text(name));
      return `(${amount} IS NULL AND ${anyOf(others.flatMap((other) => (other ? [`${other} IS NOT NULL`] : [])))})`;
    }
    return (
      cell && `CASE WHEN ${cell} IN ${NONE} THEN false ELSE NOT regexp_full_match(${cell}, ${literal(CREDITS)}) END`
    );
  },
};
