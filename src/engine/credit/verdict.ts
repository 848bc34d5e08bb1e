import { readsCounts } from '../measures/samples/failed-rows.ts';
import type { AssessmentStatus, Deadline } from '../records/assessment.ts';
import type { Range } from '../records/figure.ts';
import { paysForEvents } from '../records/pays-for-events.ts';
import { ZERO } from '../values/exact.ts';
import { formatInstant } from '../values/instant.ts';
import type { Evaluation } from './evaluate.ts';
import { unmetCondition, unstatedCondition } from './promise/eligibility.ts';
import { attributesOf, type UnitCase } from './unit-case.ts';
import { type Clocked, clockWords, startClock } from './units/clock.ts';
import { proofOf, zonesNeeded } from './units/unit-evidence.ts';
import { isImpaired } from './units/unit-samples.ts';

export interface Verdict {
  readonly status: AssessmentStatus;
  readonly because: string;
}

/** What the evaluations come to, before deadlines. Status is separate from amount. */
export function judge(input: UnitCase, base: Evaluation, credit: Range, all: readonly Evaluation[]): Verdict {
  const { commitment, evidence } = input;
  const condition = unmetCondition(commitment, attributesOf(input));
  if (condition) return { status: 'not-covered', because: condition };
  const needed = zonesNeeded(commitment);
  if (needed !== null && evidence.zonesTogether !== null && evidence.zonesTogether < needed) {
    return {
      status: 'not-covered',
      because: `the ${commitment.id} level needs ${needed} zones down at the same time; only ${evidence.zonesTogether} was`,
    };
  }
  const unstarted = unstartedClock(input);
  if (unstarted) return { status: 'insufficient-evidence', because: unstarted };
  const anyTime = all.some(
    (evaluation) => evaluation.downtime.value !== null && evaluation.downtime.value.compare(ZERO) > 0,
  );
  const forEvents = all.flatMap(({ rules }) => rules.filter((entry) => paysForEvents(entry.rule)));
  const paysEvent = forEvents.some(({ credit: { value } }) => value === null || value.compare(ZERO) > 0);
  if (base.downtime.value !== null && !anyTime && !paysEvent)
    return { status: 'not-met', because: 'no minute counts as downtime under this contract' };
  const worthSomething = [credit.low, credit.base, credit.high].some(
    (figure) => figure.value === null || figure.value.compare(ZERO) > 0,
  );
  if (base.total.value === null) return { status: 'undetermined', because: base.total.formula };
  if (!worthSomething) return { status: 'not-met', because: whyNothing(base) };
  const unproved = unprovedUnit(input);
  if (unproved) return { status: 'insufficient-evidence', because: unproved };
  const unstated = unstatedCondition(commitment, attributesOf(input));
  if (unstated)
    return { status: 'insufficient-evidence', because: `the contract requires ${unstated}; the case does not say` };
  if (base.total.value.compare(ZERO) === 0)
    return { status: 'claimable', because: 'nothing under the cautious readings, something under others' };
  return {
    status: 'claimable',
    because: base.rules
      .filter((entry) => entry.credit.value?.compare(ZERO) === 1)
      .map((entry) => entry.says)
      .join('; '),
  };
}

/** A promise that was kept, or one that was broken and pays less than the contract hands out. */
function whyNothing({ rules }: Evaluation): string {
  const held = rules.find(({ credit }) => credit.id.endsWith('.minimum'));
  return held
    ? `the commitment was missed, and the credit is below the minimum that is paid (${held.says})`
    : 'the downtime stays within what the commitment allows';
}

/** What the case would have to show before anything of the unit can be claimed; null: nothing is missing. */
export function lacksEvidence(input: UnitCase): string | null {
  return unstartedClock(input) ?? unprovedUnit(input) ?? unstatedCondition(input.commitment, attributesOf(input));
}

/** Why the sources prove nothing of the unit itself. */
function unprovedUnit({ evidence, unit, commitment }: UnitCase): string | null {
  const proof = proofOf(evidence);
  if (proof === 'partial')
    return `only claims about parts of it (${placesNamed(evidence)}) speak of ${unit.id}; nothing shows that the whole ${commitment.scope.unit} was down`;
  if (proof !== 'wider') return null;
  return unit.wideOnly
    ? `only a claim about a wider place (${unit.zone ?? unit.region ?? 'everywhere'}) speaks of this; nothing shows which ${commitment.scope.unit} was down`
    : `only a claim about a wider place speaks of ${unit.id}; nothing shows that it was down`;
}

function placesNamed({ outages }: UnitCase['evidence']): string {
  const places = [...new Set(outages.map(({ scope }) => scope.id))].sort();
  return places.length > 3 ? `${places.slice(0, 3).join(', ')} and ${places.length - 3} more` : places.join(', ');
}

/** A clock that only a notice starts, and no notice in the case: nothing counts until one is shown. */
function unstartedClock(input: UnitCase): string | null {
  const { spans, unstarted } = clockedEvidence(input);
  return spans.length > 0 || unstarted.length === 0 ? null : unstartedNote(input, unstarted.length);
}

/** Outages that count for nothing beside others that count, because no notice of them is shown. */
export function unstartedNotes(input: UnitCase): string[] {
  const { spans, unstarted } = clockedEvidence(input);
  return spans.length > 0 && unstarted.length > 0 ? [unstartedNote(input, unstarted.length)] : [];
}

function clockedEvidence({ commitment, evidence, tickets }: UnitCase): Clocked {
  const rows = readsCounts(commitment.metric) ? evidence.samples.parts.flatMap(({ series }) => series.pooled) : [];
  const observed = [...evidence.observed, ...rows.filter(isImpaired)];
  return startClock([...evidence.declared, ...observed, ...evidence.wider], commitment.metric, tickets, observed);
}

function unstartedNote({ commitment }: UnitCase, count: number): string {
  const outages = count === 1 ? 'an outage' : `${count} outages`;
  return `downtime counts from ${clockWords(commitment.metric.clock_start)}, and the case shows none for ${outages}: state it under tickets`;
}

/** A claim that was not made in time is forfeited, whatever it was worth. */
export function afterDeadlines(verdict: Verdict, deadlines: readonly Deadline[]): Verdict {
  if (!['claimable', 'insufficient-evidence', 'undetermined'].includes(verdict.status)) return verdict;
  // A safe date that has passed forfeits nothing while the usual reading of the clause is still open.
  const missed = deadlines.find((deadline) => deadline.missed && !deadline.conservative);
  if (!missed) return verdict;
  const late = missed.done === null ? '' : `, and was made at ${formatInstant(missed.done)}`;
  return { status: 'forfeited', because: `the ${missed.step} was due by ${missed.date}${late}` };
}
