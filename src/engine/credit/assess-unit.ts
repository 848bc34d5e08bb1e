import { milliseconds } from '../measures/samples/grid.ts';
import type { CreditAssessment, Deadline } from '../records/assessment.ts';
import { covers } from '../records/field-path.ts';
import type { Clause, Figure } from '../records/figure.ts';
import { clip, subtract, totalSeconds } from '../values/interval.ts';
import type { Month } from '../values/period.ts';
import { automaticPart, dueWithoutClaim } from './claim/automatic.ts';
import { deadlinesOf } from './claim/deadlines.ts';
import { missingEvidence } from './claim/missing-evidence.ts';
import type { Evaluation } from './evaluate.ts';
import { citing } from './promise/clause.ts';
import { combinations, defaults, openQuestions, type Question, unaskedReadings } from './readings/questions.ts';
import { nothing, rangeOf, readingOutcomes, ruleOutcome } from './readings/ranges.ts';
import { attributesOf, claimOf, evaluateUnder, lifeUnder, monthZone, type UnitCase, windowUnder } from './unit-case.ts';
import { unstatedRemedies } from './units/stated-events.ts';
import { afterDeadlines, judge, lacksEvidence, unstartedNotes, type Verdict } from './verdict.ts';

/** Far more than any terms file asks for; what would be left out is said. */
const MOST_COMBINATIONS = 8192;

/** Evaluates the unit under every reading and says what can be claimed, what it hangs on, and by when. */
export function assessUnit(input: UnitCase): CreditAssessment {
  const questions = openQuestions({
    ...input,
    attributes: attributesOf(input),
    hasExclusions: input.contract.exclusions.some((exclusion) => exclusion.proved),
    hasMaintenance: input.evidence.outages.some((outage) => outage.kind === 'maintenance'),
    livesPart: livesPart(input),
    hasMissingIntervals: hasMissingIntervals(input),
    settled: input.records.readings,
  });
  const usual = defaults(questions);
  const base = evaluateUnder(input, `credits.${input.id}`, usual);
  const every = combinations(questions);
  const all = every
    .slice(0, MOST_COMBINATIONS)
    .map((choices) => evaluateUnder(input, `credits.${input.id}.trial`, choices));
  const credit = rangeOf(input, 'credit', base, all, totalOf);
  const status = judge(input, base, credit, all);
  const month = input.monthIn(monthZone(input, usual));
  const deadlines = status.status === 'not-covered' ? [] : deadlinesFor(input, month);
  const late = afterDeadlines(status, deadlines);
  // What lacked evidence before the last day does not gain any by its passing.
  const isLate = late.status === 'forfeited' && lacksEvidence(input) === null;
  const automatic = isLate ? dueWithoutClaim(input, base, all) : null;
  const amount = automatic ? (evaluation: Evaluation) => automaticPart(input, evaluation) : totalOf;
  const final: Verdict = automatic
    ? { status: 'claimable', because: `${late.because}; what is due without a claim remains` }
    : late;
  const claimable = final.status === 'claimable' || final.status === 'undetermined';
  return {
    id: input.id,
    incidents: input.incidents,
    terms: input.contract.terms.id,
    edition: input.edition.edition,
    commitment: input.commitment.id,
    scope: { level: input.unit.level, id: input.unit.id, unit: input.commitment.scope.unit },
    period: { id: month.id, zone: month.zone, begin: month.begin, end: month.end },
    status: final.status,
    because: final.because,
    downtime: rangeOf(input, 'downtime', base, all, (evaluation) => evaluation.downtime),
    uptime: rangeOf(input, 'uptime', base, all, (evaluation) => evaluation.uptime),
    tier: automatic ? null : tierOf(base),
    base: automatic ? null : (base.rules.find((entry) => entry.base)?.base ?? null),
    credit: automatic ?? (claimable ? credit : nothing(input, final.because)),
    separateServices: input.edition.stacking.separate_services,
    worth: final.status === 'insufficient-evidence' ? credit : null,
    rules: base.rules
      .map((_, index) => ruleOutcome(input, index, base, all))
      .filter((outcome) => automatic === null || outcome.automatic),
    readings: readingOutcomes(input, questions, usual, base, amount),
    deadlines,
    evidence: { required: claimOf(input).required_evidence, missing: missingEvidence(input) },
    clauses: clausesOf(base),
    negotiated: negotiatedOf(input),
    notes: [
      input.editionBecause,
      ...unaskedReadings(input.edition, input.commitment, questions),
      ...unstatedRemedies(input.commitment, base.rules),
      ...unstartedNotes(input),
      ...missingIntervalsNote(questions),
      ...(every.length > all.length ? [`${every.length - all.length} combinations of readings were left out`] : []),
    ],
  };
}

function totalOf({ total }: Evaluation): Figure {
  return total;
}

function tierOf({ rules }: Evaluation): string | null {
  return rules.find(({ rule }) => rule.rule !== 'waive_unit' && rule.rule !== 'pro_rata')?.says ?? null;
}

function livesPart(input: UnitCase): boolean {
  const month = input.monthIn(monthZone(input, {}));
  const life = lifeUnder(input, month);
  return life !== null && totalSeconds(life.spans).compare(totalSeconds([month])) < 0;
}

function missingIntervalsNote(questions: readonly Question[]): string[] {
  const isTaken = questions.some(
    ({ subject, answers }) => subject === 'missing_intervals' && answers[0]?.value === 'empty',
  );
  return isTaken
    ? [
        'intervals without a row in the error-rate files are taken as without requests: export the whole month to show more',
      ]
    : [];
}

/** Whether any interval of the period has no row, in any dimension; a day in another zone makes no difference to that. */
function hasMissingIntervals(input: UnitCase): boolean {
  const { metric } = input.commitment;
  if (!('interval_s' in metric)) return false;
  const window = windowUnder(input, input.monthIn(monthZone(input, {})));
  const length = milliseconds(metric.interval_s);
  return input.evidence.samples.parts.some(({ series }) =>
    subtract([window], series.pooled).some((gap) => gap.end - gap.begin >= length),
  );
}

function deadlinesFor(input: UnitCase, month: Month): Deadline[] {
  const claim = claimOf(input);
  return deadlinesOf({
    steps: claim.steps,
    field: 'claim.steps',
    incident: clip([input.incident], month)[0] ?? input.incident,
    month,
    asOf: input.records.asOf,
    tickets: input.tickets,
    cite: citing(input.contract.terms, input.edition),
  });
}

function clausesOf(evaluation: Evaluation): Clause[] {
  const found = new Map<string, Clause>();
  const visit = (figure: Figure) => {
    if (figure.clause) found.set(figure.clause.field, figure.clause);
    figure.inputs.forEach(visit);
  };
  visit(evaluation.total);
  return [...found.values()];
}

const LONGEST_SHOWN = 60;

/** What a negotiated document changed: the old and the new value where they are short, else that it was replaced. */
function negotiatedOf({ contract, edition, commitment }: UnitCase): Clause[] {
  const cite = citing(contract.terms, edition);
  const own = contract.terms.overridden.filter(
    ({ field }) => !field.startsWith('commitments.') || covers(`commitments.${commitment.id}`, field),
  );
  return own.map((entry) => {
    const short = entry.was.length <= LONGEST_SHOWN && entry.now.length <= LONGEST_SHOWN;
    return cite(entry.field, short ? `${entry.was} → ${entry.now}` : 'replaced');
  });
}
