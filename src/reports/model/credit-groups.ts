import type { CreditAssessment } from '../../engine/records/assessment.ts';
import { derived, type Figure, type Range } from '../../engine/records/figure.ts';
import { sum, ZERO } from '../../engine/values/exact.ts';
import type { ReportCredit, ReportCreditGroup, ReportRange } from '../report-schema.ts';
import { rangeRecord } from './credits.ts';
import { enter, type FigureBook, writeAmounts } from './figure-book.ts';
import { roundingLine } from './rounding.ts';

interface CreditGroup {
  readonly record: ReportCreditGroup;
  readonly credit: Range;
}

interface Member {
  readonly record: ReportCredit;
  readonly credit: CreditAssessment;
}

/**
 * Folds credits with one outcome into one row: a contract with a thousand instances is read as one line with a count.
 * What may differ inside a group is the unit and its amounts, which are summed.
 */
export function groupCredits(
  book: FigureBook,
  credits: readonly CreditAssessment[],
  records: readonly ReportCredit[],
): CreditGroup[] {
  const groups = new Map<string, Member[]>();
  credits.forEach((credit, index) => {
    const record = records[index] as ReportCredit;
    const key = outcomeOf(record);
    const group = groups.get(key);
    if (group) group.push({ record, credit });
    else groups.set(key, [{ record, credit }]);
  });
  const folded = [...groups.values()].filter((members) => members.length > 1);
  return [...groups.values()].map((members) => {
    const [first] = members as [Member];
    const ref = members.length === 1 ? first.record.ref : `G${folded.indexOf(members) + 1}`;
    return groupRecord(book, ref, members);
  });
}

/** What two credits must share to be read as one line. */
function outcomeOf(record: ReportCredit): string {
  const { scope, credit } = record;
  const amounts = [record.base, credit.low, credit.base, credit.high, record.worth];
  return JSON.stringify([
    [record.terms, record.edition, record.commitment, scope.level, scope.unit, record.period],
    [record.status, record.tier, record.incidents, record.evidence],
    record.readings.map((reading) => [reading.name, reading.value, reading.isDefault]),
    record.rules.map((rule) => [rule.rule, rule.automatic]),
    record.deadlines.map((deadline) => [deadline.step, deadline.date, deadline.reading, deadline.missed]),
    record.notes.map((note) => note.replaceAll(scope.id, '')),
    // A sum over an unknown part is unknown: known and unknown amounts do not share a line.
    amounts.map((amount) => amount === null),
  ]);
}

function groupRecord(book: FigureBook, ref: string, members: readonly Member[]): CreditGroup {
  const credits = members.map((member) => member.credit);
  const worths = credits.flatMap((credit) => credit.worth ?? []);
  const bases = credits.flatMap((credit) => credit.base ?? []);
  const credit = sumRanges(
    `${ref}.credit`,
    'Credit of the group',
    credits.map((one) => one.credit),
  );
  const base = bases.length === credits.length ? sumFigures(`${ref}.base`, 'Base of the group', bases) : null;
  const worth = worths.length === credits.length ? sumRanges(`${ref}.worth`, 'Worth of the group', worths) : null;
  if (members.length > 1) enter(book, ref, credit.base);
  if (members.length > 1 && worth) enter(book, `${ref}.worth`, worth.base);
  const record = {
    ref,
    members: members.map((member) => member.record.ref),
    count: members.length,
    ...writeAmounts(book, ref, { base }),
    credit: rangeRecord(book, `${ref}.credit`, credit),
    worth: worth && rangeRecord(book, `${ref}.worth`, worth),
  };
  return { record, credit };
}

/** What rounding each row does to the total; null where the rows add up, or are not what the total is the sum of. */
export function creditRounding(book: FigureBook, total: Range, rows: readonly Range[]): ReportRange | null {
  const edge = (name: keyof Range): Figure | null =>
    roundingLine(
      `summary.creditRounding.${name}`,
      total[name],
      rows.map((row) => row[name]),
    );
  const lines = { low: edge('low'), base: edge('base'), high: edge('high') };
  if (!lines.low && !lines.base && !lines.high) return null;
  const none = (name: keyof Range): Figure =>
    derived({
      id: `summary.creditRounding.${name}`,
      label: 'Rounding difference',
      value: ZERO,
      unit: total[name].unit,
      formula: 'the shown rows add up',
      inputs: [total[name]],
    });
  return rangeRecord(book, 'summary.creditRounding', {
    low: lines.low ?? none('low'),
    base: lines.base ?? none('base'),
    high: lines.high ?? none('high'),
  });
}

function sumRanges(id: string, label: string, ranges: readonly Range[]): Range {
  const part = (name: keyof Range): Figure =>
    sumFigures(
      `${id}.${name}`,
      `${label}, ${name}`,
      ranges.map((range) => range[name]),
    );
  return { low: part('low'), base: part('base'), high: part('high') };
}

/** One figure stands for itself. A sum with an unknown part is unknown. */
function sumFigures(id: string, label: string, figures: readonly Figure[]): Figure {
  const [first] = figures;
  if (figures.length === 1 && first) return first;
  const values = figures.map((figure) => figure.value);
  const known = values.filter((value) => value !== null);
  const complete = known.length === values.length;
  return derived({
    id,
    label,
    value: complete ? sum(known) : null,
    unit: first?.unit ?? 'count',
    formula: complete ? 'sum of the members' : 'a member is undetermined',
    inputs: figures,
  });
}
