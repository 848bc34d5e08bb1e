import type { CreditAssessment } from '../../engine/records/assessment.ts';
import { derived, type Figure, type Range } from '../../engine/records/figure.ts';
import { sum } from '../../engine/values/exact.ts';
import type { ReportCredit, ReportCreditGroup } from '../report-schema.ts';
import { rangeRecord } from './credits.ts';
import { enter, type FigureBook, writeAmounts } from './figure-book.ts';

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
): ReportCreditGroup[] {
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

function outcomeOf({
  terms,
  edition,
  commitment,
  scope,
  period,
  status,
  tier,
  readings,
  deadlines,
  evidence,
  ...rest
}: ReportCredit): string {
  const said = readings.map((reading) => [reading.name, reading.value]);
  const last = deadlines.map((deadline) => [deadline.step, deadline.date, deadline.missed]);
  const known = [
    rest.base === null,
    rest.credit.low === null,
    rest.credit.base === null,
    rest.credit.high === null,
    rest.worth === null,
  ];
  return JSON.stringify([
    terms,
    edition,
    commitment,
    scope.level,
    scope.unit,
    period,
    status,
    tier,
    rest.incidents,
    said,
    last,
    evidence,
    known,
  ]);
}

function groupRecord(book: FigureBook, ref: string, members: readonly Member[]): ReportCreditGroup {
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
  return {
    ref,
    members: members.map((member) => member.record.ref),
    count: members.length,
    ...writeAmounts(book, ref, { base }),
    credit: rangeRecord(book, `${ref}.credit`, credit),
    worth: worth && rangeRecord(book, `${ref}.worth`, worth),
  };
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
