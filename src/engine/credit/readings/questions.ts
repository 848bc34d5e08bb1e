import type { CreditRule } from '../../records/credit-rule.ts';
import { covers } from '../../records/field-path.ts';
import type { Metric } from '../../records/metric.ts';
import type { Outage } from '../../records/outage.ts';
import type { Ambiguity, Commitment, Edition } from '../../records/terms.ts';
import type { UnitEvidence } from '../units/unit-evidence.ts';
import { isShare } from '../units/unit-samples.ts';
import { type Answer, CATALOG } from './catalog.ts';
import { attributeQuestions } from './fact-questions.ts';

/** Something the contract or the evidence leaves open, and the ways to read it. The first answer is the default. */
export interface Question {
  readonly subject: string;
  readonly answers: readonly Answer[];
}

/** One answer to every question. */
export type Choices = Readonly<Record<string, string>>;

export interface Asked {
  readonly edition: Edition;
  readonly commitment: Commitment;
  readonly evidence: UnitEvidence;
  readonly attributes: Readonly<Record<string, string>>;
  /** Whether the proved exclusions touch the evidence, and whether maintenance is among the outages. */
  readonly hasExclusions: boolean;
  readonly hasMaintenance: boolean;
  /** Whether the unit is known to have existed for a part of the month only. */
  readonly livesPart: boolean;
  /** Whether intervals of the period have no row in the error-rate files. */
  readonly hasMissingIntervals: boolean;
  /** Zones in which the unit's downtime could be cut into months. */
  readonly settled: Readonly<Record<string, string>>;
}

/** Every question that this unit's credit can depend on. A reading the user settled leaves one answer. */
export function openQuestions(asked: Asked): Question[] {
  const { edition, commitment, evidence, hasExclusions, hasMaintenance } = asked;
  const { metric, credits } = commitment;
  const questions = [
    evidenceQuestion(edition, commitment, evidence),
    evidence.unknown.length > 0 ? question('unknown_time', edition, commitment) : undefined,
    edition.period.tz === null ? question('month_zone', edition, commitment) : undefined,
    cutsMinutes(metric) && metric.partial_minutes === 'unspecified'
      ? question('partial_minutes', edition, commitment)
      : undefined,
    cutsMinutes(metric) && metric.minute_alignment === 'unspecified' && metric.partial_minutes !== 'count'
      ? question('minute_alignment', edition, commitment)
      : undefined,
    metric.exclusions_applied === 'unspecified' && hasExclusions && metric.min_run_s !== null
      ? question('exclusions_applied', edition, commitment)
      : undefined,
    metric.maintenance.counts === 'silent' && hasMaintenance ? question('maintenance', edition, commitment) : undefined,
    edition.stacking.same_incident_levels === null && credits.length > 1
      ? question('stacking', edition, commitment)
      : undefined,
    credits.some((rule) => rule.minimum?.below === 'ambiguous')
      ? question('minimum_below', edition, commitment)
      : undefined,
    credits.some(hasOpenGap) ? question('gap', edition, commitment) : undefined,
    credits.some((rule) => rule.rule === 'step' && rule.step.partial === 'unspecified')
      ? question('partial_step', edition, commitment)
      : undefined,
    credits.some((rule) => rule.rule === 'per_failure' && rule.allowance.per_thousand_gpu_days !== null)
      ? question('failure_allowance', edition, commitment)
      : undefined,
    ambiguityOf('base_basis', edition, commitment) ? question('base_basis', edition, commitment) : undefined,
    metric.denominator === 'unspecified' && asked.livesPart ? question('denominator', edition, commitment) : undefined,
    asked.hasMissingIntervals && takesMissing(metric) ? missingIntervals(edition, commitment) : undefined,
    emptyIntervalQuestion(edition, commitment, evidence),
    ...attributeQuestions(commitment, asked.attributes),
  ];
  return questions.flatMap((entry) => (entry ? [settle(entry, asked.settled)] : []));
}

/** Every combination of answers, the defaults first. */
export function combinations(questions: readonly Question[]): Choices[] {
  return questions.reduce<Choices[]>(
    (partial, { subject, answers }) =>
      answers.flatMap(({ value }) => partial.map((choices) => ({ ...choices, [subject]: value }))),
    [{}],
  );
}

export function defaults(questions: readonly Question[]): Choices {
  return Object.fromEntries(questions.map(({ subject, answers }) => [subject, answers[0]?.value ?? '']));
}

function question(subject: string, edition: Edition, commitment: Commitment): Question {
  const entry = ambiguityOf(subject, edition, commitment);
  const known = CATALOG[subject] ?? [];
  if (!entry || entry.readings.length === 0) return { subject, answers: known };
  const answers = entry.readings.map((reading) => {
    const says = known.find((answer) => answer.value === reading.value)?.says;
    return { value: reading.value, says: reading.note ?? says ?? `${subject.replaceAll('_', ' ')}: ${reading.value}` };
  });
  return { subject, answers };
}

/** The readings a terms file names: those of this commitment before those of the whole edition. */
function ambiguityOf(subject: string, edition: Edition, commitment: Commitment): Ambiguity | undefined {
  const entries = edition.ambiguity.filter((entry) => entry.subject === subject);
  const own = entries.find((entry) => covers(`commitments.${commitment.id}`, entry.field));
  return own ?? entries.find((entry) => !entry.field.startsWith('commitments.'));
}

/** What the terms file calls open and the figures do not vary: they rest on one reading, which the report names. */
export function unaskedReadings(edition: Edition, commitment: Commitment, asked: readonly Question[]): string[] {
  // The zone of the month is in every figure, so it is named even where there is just one way to read it.
  const varied = asked.filter((entry) => entry.subject !== 'month_zone' || entry.answers.length > 1);
  const catalogued = Object.keys(CATALOG).filter((subject) => subject !== 'month_zone');
  const said = new Set([...varied.map((entry) => entry.subject), ...catalogued, 'deadline']);
  return edition.ambiguity
    .filter(({ subject, field }) => !said.has(subject) && speaksOf(field, commitment))
    .map(({ subject, readings }) => {
      const settled = asked.find((entry) => entry.subject === subject)?.answers[0]?.value;
      const reading = readings.find((entry) => entry.value === settled) ?? readings[0];
      const note = reading?.note ? ` (${reading.note.replace(/\.$/, '')})` : '';
      return `${subject.replaceAll('_', ' ')}: read as ${settled ?? reading?.name ?? 'stated'}${note}`;
    });
}

function speaksOf(field: string, commitment: Commitment): boolean {
  return covers(`commitments.${commitment.id}`, field) || !field.startsWith('commitments.');
}

function evidenceQuestion(edition: Edition, commitment: Commitment, evidence: UnitEvidence): Question | undefined {
  const { metric } = commitment;
  // What samples alone decide leaves nobody's word to choose.
  if (isShare(metric) || metric.min_requests !== null) return undefined;
  const named = metric.kind === 'node_hours' ? evidence.outages : [];
  const isBy = (source: Outage['source']) => named.some((outage) => outage.source === source);
  const hasDeclared = evidence.declared.length > 0 || evidence.wider.length > 0 || isBy('vendor-declared');
  const hasObserved = evidence.observed.length > 0 || evidence.samples.parts.length > 0 || isBy('observed');
  if (!hasObserved) return undefined;
  const asked = question('evidence', edition, commitment);
  const observedOnly = { subject: 'evidence', answers: asked.answers.filter((answer) => answer.value === 'observed') };
  if (!hasDeclared) return observedOnly;
  // Where the contract lets the customer's monitoring decide, the vendor's window is no longer a reading.
  const decided = ['customer', 'monitor_quorum'].includes(commitment.metric.measurement.source);
  return decided ? observedOnly : asked;
}

/**
 * The mean over the rows of one bad day says nothing of a month: intervals without a row are taken as an export leaves
 * them out, without requests. Leaving them out of the mean is a reading for who asks for it by name.
 */
function missingIntervals(edition: Edition, commitment: Commitment): Question {
  const { subject, answers } = question('missing_intervals', edition, commitment);
  return { subject, answers: answers.slice(0, 1) };
}

function hasOpenGap(rule: CreditRule): boolean {
  if (rule.rule === 'hours_table' || rule.rule === 'avg_daily_multiple') return rule.gap_policy === 'undefined';
  return (
    rule.rule === 'tiers' &&
    (rule.gap_policy === 'undefined' || rule.levels.some((level) => level.gap_policy === 'undefined'))
  );
}

/** Kinds that count the minutes of a run, and not whole intervals, runs or requests. */
function cutsMinutes({ kind }: Metric): boolean {
  return kind === 'unavailable_minutes' || kind === 'downtime_periods' || kind === 'none';
}

function takesMissing(metric: Metric): boolean {
  if (metric.kind === 'mean_interval_error') return metric.empty_interval !== 'unavailable';
  return metric.kind === 'latency_attainment';
}

/** What an interval without requests counts as, where the text leaves it open or looks at the vendor's own metric. */
function emptyIntervalQuestion(
  edition: Edition,
  commitment: Commitment,
  { samples, declared }: UnitEvidence,
): Question | undefined {
  const { metric } = commitment;
  if (metric.kind !== 'mean_interval_error' || samples.parts.length === 0) return undefined;
  const asked = question('empty_interval', edition, commitment);
  if (metric.empty_interval === 'unspecified') return asked;
  if (metric.empty_interval !== 'external_metric' || declared.length === 0) return undefined;
  const shown = { value: 'declared', says: "an interval without requests inside the vendor's outage counts as failed" };
  return { subject: asked.subject, answers: [...asked.answers.filter(({ value }) => value === 'available'), shown] };
}

function settle(entry: Question, settled: Readonly<Record<string, string>>): Question {
  const value = settled[entry.subject];
  if (value === undefined) return entry;
  const answer = entry.answers.find((candidate) => candidate.value === value) ?? {
    value,
    says: `${entry.subject}: ${value}, as the user settled it`,
  };
  return { subject: entry.subject, answers: [answer] };
}
