import type { CreditAssessment } from '../../records/assessment.ts';
import type { Contract } from '../../records/case-records.ts';
import type { TerminationRight } from '../../records/termination-right.ts';
import type { Edition } from '../../records/terms.ts';
import { type Exact, toText } from '../../values/exact.ts';
import { citing } from '../promise/clause.ts';

type Trigger = Edition['remedy']['termination'][number];

/** A month of one unit, as far below the trigger as its readings agree on. */
interface Month {
  readonly id: string;
  readonly below: 'certain' | 'possible';
}

/**
 * Rights to end a contract after repeated failure: months in which a unit's uptime was below the trigger, counted over
 * the months that the text gives. A month without an outage in the case counts as kept.
 */
export function terminationRights(contract: Contract, credits: readonly CreditAssessment[]): TerminationRight[] {
  const { terms } = contract;
  return terms.versions.flatMap((edition) => {
    const judged = credits.filter((credit) => credit.terms === terms.id && credit.edition === edition.edition);
    return edition.remedy.termination.flatMap((trigger) =>
      unitsOf(judged).map((unit) => rightOf(contract, edition, trigger, unit)),
    );
  });
}

/** The assessments of each unit of each commitment, in the order in which they came. */
function unitsOf(credits: readonly CreditAssessment[]): CreditAssessment[][] {
  const units = new Map<string, CreditAssessment[]>();
  for (const credit of credits) {
    if (credit.uptime === null || credit.period === null) continue;
    const key = JSON.stringify([credit.commitment, credit.scope.id]);
    units.set(key, [...(units.get(key) ?? []), credit]);
  }
  return [...units.values()];
}

function rightOf(
  { terms }: Contract,
  edition: Edition,
  trigger: Trigger,
  unit: readonly CreditAssessment[],
): TerminationRight {
  const months = unit.flatMap((credit) => monthBelow(credit, trigger.below));
  const needed = Number(trigger.months.n);
  const window = Number(trigger.of?.n ?? trigger.months.n);
  const certain = most(
    months.filter((month) => month.below === 'certain'),
    window,
  );
  const possible = most(months, window);
  const status = certain >= needed ? 'arisen' : possible >= needed ? 'depends' : 'not-arisen';
  const says = `uptime below ${toText(trigger.below)} % in ${needed}${window > needed ? ` of ${window}` : ''} ${window > 1 ? 'months' : 'month'}: may end the ${trigger.scope.replaceAll('_', ' ')}`;
  const [first] = unit as [CreditAssessment, ...CreditAssessment[]];
  return {
    terms: terms.id,
    edition: edition.edition,
    commitment: first.commitment,
    scope: first.scope,
    status,
    says,
    months: months.map((month) => month.id),
    counted: { certain, possible, needed, window },
    credits: unit.filter((credit) => months.some((month) => month.id === credit.period?.id)).map((credit) => credit.id),
    clause: citing(terms, edition)('remedy.termination', says),
  };
}

/** A claim about a wider place proves nothing of the unit, so its month is a possible one at most. */
function monthBelow({ uptime, period, status }: CreditAssessment, below: Exact): Month[] {
  const isBelow = (value: Exact | null | undefined) =>
    value !== null && value !== undefined && value.compare(below) < 0;
  if (period === null || !isBelow(uptime?.low.value) || status === 'not-covered') return [];
  const certain = isBelow(uptime?.high.value) && status !== 'insufficient-evidence';
  return [{ id: period.id, below: certain ? 'certain' : 'possible' }];
}

/** The most of the months that lie within so many consecutive ones. */
function most(months: readonly Month[], window: number): number {
  const numbers = [...new Set(months.map(({ id }) => monthNumber(id)))].sort((a, b) => a - b);
  return Math.max(0, ...numbers.map((first) => numbers.filter((at) => at >= first && at < first + window).length));
}

function monthNumber(id: string): number {
  const [year = '0', month = '0'] = id.split('-');
  return Number(year) * 12 + Number(month);
}
