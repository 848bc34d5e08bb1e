import type { AssessmentStatus, CreditAssessment, Deadline, ReadingOutcome, RuleOutcome } from '../records/assessment.ts';
import type { CaseRecords, Contract } from '../records/case-records.ts';
import { type Clause, derived, type Figure, type Range } from '../records/figure.ts';
import type { Claim, Commitment, Edition } from '../records/terms.ts';
import { type Exact, exact, ZERO } from '../values/exact.ts';
import { clip, type Interval } from '../values/interval.ts';
import type { Month } from '../values/period.ts';
import { citing } from './clause.ts';
import { deadlinesOf } from './deadlines.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import { pricingOf } from './pricing.ts';
import { type Choices, combinations, defaults, openQuestions, type Question, unaskedReadings } from './questions.ts';
import { downtimeUnder, type UnitEvidence } from './unit-evidence.ts';
import type { Unit } from './units.ts';

/** One promise, for one unit, in one month. */
export interface UnitCase {
  readonly id: string;
  readonly records: CaseRecords;
  readonly contract: Contract;
  readonly edition: Edition;
  readonly editionBecause: string;
  readonly commitment: Commitment;
  readonly unit: Unit;
  readonly evidence: UnitEvidence;
  /** `2025-10`; the readings of `month_zone` decide where it begins. */
  readonly monthId: string;
  readonly monthIn: (zone: string) => Month;
  readonly incidents: readonly string[];
  /** What the incident spans, for its deadlines. */
  readonly incident: Interval;
  readonly minorUnits: number;
}

const MOST_COMBINATIONS = 1024;

/** Evaluates the unit under every reading and says what can be claimed, what it hangs on, and by when. */
export function assessUnit(input: UnitCase): CreditAssessment {
  const questions = openQuestions({
    ...input,
    attributes: attributesOf(input),
    hasExclusions: input.contract.exclusions.some((exclusion) => exclusion.proved),
    hasMaintenance: input.evidence.outages.some((outage) => outage.kind === 'maintenance'),
    settled: input.records.readings,
  });
  const proved = provenFor(input);
  const usual = withEvidence(defaults(questions), proved);
  const base = run(input, `credits.${input.id}`, usual);
  const all = combinations(questions)
    .slice(0, MOST_COMBINATIONS)
    .map((choices) => run(input, `credits.${input.id}.trial`, withEvidence(choices, proved)));
  const credit = rangeOf(input, 'credit', base, all, (evaluation) => evaluation.total);
  const status = statusOf(input, proved, base, credit, all);
  const month = input.monthIn(zoneOf(input, usual));
  const deadlines = status.status === 'not-covered' ? [] : deadlinesFor(input, month);
  const final = afterDeadlines(status, deadlines);
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
    tier: base.rules.find((entry) => entry.rule.rule !== 'waive_unit' && entry.rule.rule !== 'pro_rata')?.says ?? null,
    base: base.rules.find((entry) => entry.base)?.base ?? null,
    credit: claimable ? credit : nothing(input, final.because),
    worth: final.status === 'insufficient-evidence' ? credit : null,
    rules: base.rules.map((_, index) => ruleOutcome(input, index, base, all)),
    readings: readingOutcomes(input, questions, usual, base, proved),
    deadlines,
    evidence: { required: claimOf(input).required_evidence, missing: missingEvidence(input, status.status) },
    clauses: clausesOf(base),
    negotiated: negotiatedOf(input),
    notes: [input.editionBecause, ...unaskedReadings(input.edition, input.commitment, questions)],
  };
}

type Proof = 'own' | 'wider' | 'none';

/** Whether anything speaks of the unit itself, or only of a place around it. */
function provenFor({ evidence }: UnitCase): Proof {
  if (evidence.observed.length > 0 || evidence.declared.length > 0) return 'own';
  return evidence.wider.length > 0 ? 'wider' : 'none';
}

function withEvidence(choices: Choices, proof: Proof): Choices {
  return proof === 'wider' ? { ...choices, evidence: 'wider' } : choices;
}

function run(input: UnitCase, id: string, choices: Choices): Evaluation {
  const { commitment, contract, records, unit, edition } = input;
  const month = input.monthIn(zoneOf(input, choices));
  const zones = records.zones;
  return evaluate({
    id,
    edition,
    commitment,
    down: downtimeUnder(input.evidence, choices),
    exclusions: contract.exclusions.filter((exclusion) => exclusion.proved),
    month,
    pricing: pricingOf({ unit, commitment, charges: records.bill.charges, zones, month, currency: records.currency, hourlyPrice: contract.hourlyPrice }),
    attributes: attributesOf(input),
    choices,
    trusted: contract.trusted,
    currency: records.currency,
    minorUnits: input.minorUnits,
    cite: citing(contract.terms, edition),
  });
}

function attributesOf({ contract, unit }: UnitCase): Record<string, string> {
  return { ...contract.attributes, ...contract.unitAttributes[unit.id] };
}

function zoneOf({ edition }: UnitCase, choices: Choices): string {
  return edition.period.tz ?? choices.month_zone ?? 'UTC';
}

/** Base, lowest and highest of a figure over all readings. Readings that leave it undetermined do not widen the range. */
function rangeOf(input: UnitCase, key: string, base: Evaluation, all: readonly Evaluation[], pick: (evaluation: Evaluation) => Figure): Range {
  const usual = pick(base);
  const known = all.filter((evaluation) => pick(evaluation).value !== null).sort((a, b) => (pick(a).value as Exact).compare(pick(b).value as Exact));
  const extreme = (name: 'low' | 'high', evaluation: Evaluation | undefined): Figure => {
    const figure = evaluation ? pick(evaluation) : usual;
    if (usual.value === null || figure.value === null || figure.value.equals(usual.value)) return usual;
    const again = run(input, `credits.${input.id}.${key}.${name}.if`, (evaluation as Evaluation).choices);
    return derived({
      id: `credits.${input.id}.${key}.${name}`,
      label: usual.label,
      value: figure.value,
      unit: usual.unit,
      formula: `${name === 'low' ? 'lowest' : 'highest'} of ${all.length} combinations of readings`,
      inputs: [pick(again)],
    });
  };
  return { low: extreme('low', known[0]), base: usual, high: extreme('high', known.at(-1)) };
}

interface Verdict {
  readonly status: AssessmentStatus;
  readonly because: string;
}

function statusOf(input: UnitCase, proof: Proof, base: Evaluation, credit: Range, all: readonly Evaluation[]): Verdict {
  const { commitment, evidence, unit } = input;
  const condition = unmetCondition(input);
  if (condition) return { status: 'not-covered', because: condition };
  const needed = commitment.scope.members?.zones_gte;
  if (needed && evidence.zonesTogether !== null && exact(evidence.zonesTogether).compare(needed) < 0) {
    return { status: 'not-covered', because: `the ${commitment.id} level needs ${needed.n} zones down at the same time; only ${evidence.zonesTogether} was` };
  }
  const anyTime = all.some((evaluation) => evaluation.downtime.value !== null && evaluation.downtime.value.compare(ZERO) > 0);
  if (base.downtime.value !== null && !anyTime) return { status: 'not-met', because: 'no minute counts as downtime under this contract' };
  const worthSomething = [credit.low, credit.base, credit.high].some((figure) => figure.value === null || figure.value.compare(ZERO) > 0);
  if (base.total.value === null) return { status: 'undetermined', because: base.total.formula };
  if (!worthSomething) return { status: 'not-met', because: 'the downtime stays within what the commitment allows' };
  if (proof === 'wider') {
    return { status: 'insufficient-evidence', because: `only a claim about a wider place (${unit.zone ?? unit.region ?? 'everywhere'}) speaks of this; nothing shows that ${unit.id} itself was down` };
  }
  if (base.total.value.compare(ZERO) === 0) return { status: 'claimable', because: 'nothing under the cautious readings, something under others' };
  return { status: 'claimable', because: base.rules.filter((entry) => entry.credit.value?.compare(ZERO) === 1).map((entry) => entry.says).join('; ') };
}

/** A precondition that the stated facts fail. A fact that nobody stated fails nothing; it is listed as missing evidence. */
function unmetCondition(input: UnitCase): string | null {
  const facts = attributesOf(input);
  const { all, any, none } = input.commitment.eligibility;
  const holds = (condition: Readonly<Record<string, readonly string[]>>) =>
    Object.entries(condition).every(([attribute, values]) => facts[attribute] === undefined || values.includes(facts[attribute]));
  const isTrue = (condition: Readonly<Record<string, readonly string[]>>) =>
    Object.entries(condition).every(([attribute, values]) => facts[attribute] !== undefined && values.includes(facts[attribute]));
  const text = (condition: Readonly<Record<string, readonly string[]>>) =>
    Object.entries(condition).map(([attribute, values]) => `${attribute.replaceAll('_', ' ')} ${values.join(' or ')}`).join(', ');
  const failed = all.find((condition) => !holds(condition));
  if (failed) return `the contract requires ${text(failed)}`;
  if (any.length > 0 && !any.some(holds)) return `the contract requires one of: ${any.map(text).join('; ')}`;
  const excluded = none.find(isTrue);
  return excluded ? `the contract excludes ${text(excluded)}` : null;
}

function deadlinesFor(input: UnitCase, month: Month): Deadline[] {
  const claim = claimOf(input);
  return deadlinesOf({
    steps: claim.steps,
    field: 'claim.steps',
    incident: clip([input.incident], month)[0] ?? input.incident,
    month,
    asOf: input.records.asOf,
    cite: citing(input.contract.terms, input.edition),
  });
}

function claimOf({ edition, contract }: UnitCase): Claim {
  const through = edition.claim.claimant.find((claimant) => claimant.channel === contract.channel);
  return through && through.steps.length > 0 ? { ...edition.claim, steps: through.steps } : edition.claim;
}

function afterDeadlines(verdict: Verdict, deadlines: readonly Deadline[]): Verdict {
  if (verdict.status !== 'claimable' && verdict.status !== 'insufficient-evidence') return verdict;
  // A safe date that has passed forfeits nothing while the usual reading of the clause is still open.
  const missed = deadlines.find((deadline) => deadline.missed && !deadline.conservative);
  return missed ? { status: 'forfeited', because: `the ${missed.step} was due by ${missed.date}` } : verdict;
}

/** What the contract wants to see and the case does not show. */
function missingEvidence(input: UnitCase, status: AssessmentStatus): string[] {
  const { evidence, contract, unit, commitment } = input;
  const known = new Set(contract.evidence);
  if (evidence.outages.length > 0) known.add('incident_times').add('dates_and_times');
  if (unit.region || unit.zone) known.add('region_and_zone').add('region').add('affected_region');
  if (unit.members && !unit.wideOnly) known.add('resource_ids').add('instance_ids');
  const missing = claimOf(input).required_evidence.filter((tag) => !known.has(tag));
  if (status === 'insufficient-evidence') missing.unshift(`proof_that_the_${commitment.scope.unit.replaceAll(' ', '_')}_was_down`);
  const facts = attributesOf(input);
  for (const attribute of attributesAsked(commitment)) if (facts[attribute] === undefined) missing.push(`attribute:${attribute}`);
  return missing;
}

/** Facts that decide whether the promise holds, or which level of it. */
function attributesAsked({ eligibility, credits }: Commitment): Set<string> {
  const preconditions = [...eligibility.all, ...eligibility.any].flatMap((condition) => Object.keys(condition));
  const levels = credits.flatMap((rule) => (rule.rule === 'tiers' ? rule.levels.flatMap((level) => Object.keys(level.when)) : []));
  const multipliers = credits.flatMap((rule) => (rule.rule === 'multiplier' && rule.multiplier_by ? [rule.multiplier_by.attribute] : []));
  return new Set([...preconditions, ...levels, ...multipliers]);
}

/** What each answer to each question would pay, one question at a time. Questions that change nothing are left out. */
function readingOutcomes(input: UnitCase, questions: readonly Question[], usual: Choices, base: Evaluation, proof: Proof): ReadingOutcome[] {
  return questions.flatMap(({ subject, answers }) => {
    if (answers.length < 2 || (subject === 'evidence' && proof === 'wider')) return [];
    const outcomes = answers.map(({ value, says }, index): ReadingOutcome => {
      const isDefault = index === 0;
      const evaluation = isDefault ? base : run(input, `credits.${input.id}.readings.${subject.replaceAll(':', '.')}.${value}`, { ...usual, [subject]: value });
      return { name: subject, value, says, credit: evaluation.total, isDefault };
    });
    const first = outcomes[0]?.credit.value ?? null;
    const matters = outcomes.some(({ credit }) => (credit.value === null) !== (first === null) || (first !== null && credit.value !== null && !credit.value.equals(first)));
    return matters ? outcomes : [];
  });
}

function ruleOutcome(input: UnitCase, index: number, base: Evaluation, all: readonly Evaluation[]): RuleOutcome {
  const entry = base.rules[index] as Evaluation['rules'][number];
  const field = `commitments.${input.commitment.id}.credits.${entry.rule.id}`;
  const pick = (evaluation: Evaluation) => (evaluation.rules[index] as Evaluation['rules'][number]).credit;
  return {
    rule: entry.rule.id,
    automatic: entry.rule.automatic,
    credit: rangeOf(input, `${entry.rule.id}.credit`, base, all, pick),
    says: entry.says,
    clause: citing(input.contract.terms, input.edition)(field, entry.says),
  };
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

function negotiatedOf({ contract, edition }: UnitCase): Clause[] {
  const cite = citing(contract.terms, edition);
  return contract.terms.overridden.map((entry) => cite(entry.field, `${entry.was} → ${entry.now}`));
}

/** What a unit earns that has nothing to claim now. */
export function nothing(input: Pick<UnitCase, 'id' | 'records'>, because: string): Range {
  const figure = derived({ id: `credits.${input.id}.none`, label: 'Credit', value: ZERO, unit: input.records.currency, formula: `nothing to claim: ${because}` });
  return { low: figure, base: figure, high: figure };
}

