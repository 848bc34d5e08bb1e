import { measures } from '../measures/registry.ts';
import { derived, type Figure } from '../records/figure.ts';
import type { Commitment } from '../records/terms.ts';
import { exact, HUNDRED } from '../values/exact.ts';
import { formatInstant } from '../values/instant.ts';
import { clip, type Interval, intersect, subtract, totalSeconds } from '../values/interval.ts';
import type { Month } from '../values/period.ts';
import type { Cite } from './clause.ts';
import { countsLife, type Life } from './life.ts';
import type { Choices } from './questions.ts';

/** One unit in one period, under one set of readings. */
export interface MeasuringInput {
  /** Prefix of all figures, `credits.C1`. */
  readonly id: string;
  readonly commitment: Commitment;
  /** The unit's downtime under these readings, before anything is clipped or cut. */
  readonly down: readonly Interval[];
  /** The entries of the logs that it rests on. */
  readonly evidence: readonly Figure[];
  readonly exclusions: readonly Interval[];
  readonly month: Month;
  /** When the unit existed; null: that is not known. */
  readonly life: Life | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly choices: Choices;
  readonly cite: Cite;
}

/** What the metric of a promise makes of one unit's period, under one set of readings. */
export interface MeasuredUptime {
  /** Seconds, with the log entries it rests on. */
  readonly downtime: Figure;
  /** Percent, unrounded. */
  readonly uptime: Figure;
  /** Spans that count as downtime after every test of the metric. */
  readonly counted: readonly Interval[];
  /** The same before run tests and minute rounding: clipped, joined, proved exclusions off. */
  readonly down: readonly Interval[];
}

/** Downtime and uptime as the metric counts them. */
export function measureUptime(input: MeasuringInput): MeasuredUptime {
  const { id, commitment, choices } = input;
  const { metric } = commitment;
  const measure = measures.find((candidate) => candidate.kind === metric.kind);
  // Time in which a unit did not exist is neither up nor down of it, where only its own time counts.
  const own = input.life && countsLife(metric, choices) ? intersect(input.down, input.life.spans) : input.down;
  const down = subtract(clip(own, input.month), input.exclusions);
  const counted =
    measure?.count({ down: own, exclusions: input.exclusions, period: input.month, metric, choices }) ?? [];
  const downtime = derived({
    id: `${id}.downtime`,
    label: 'Downtime',
    value: measure ? totalSeconds(counted) : null,
    unit: 'seconds',
    formula: measure
      ? `${measure.says}, in ${input.month.id} (${input.month.zone})${describeTime(counted, choices)}`
      : `this version does not measure ${metric.kind.replaceAll('_', ' ')}`,
    inputs: input.evidence,
    clause: input.cite(`commitments.${commitment.id}.metric`, measure?.says ?? metric.kind),
  });
  return { downtime, uptime: uptimeOf(downtime, input), counted, down };
}

function uptimeOf(downtime: Figure, { id, month, commitment, life, choices }: MeasuringInput): Figure {
  const ownTime = countsLife(commitment.metric, choices);
  const cut = ownTime ? life : null;
  const isAssumed = life === null && (ownTime || commitment.metric.denominator === 'unspecified');
  const length = cut ? totalSeconds(cut.spans) : exact(month.end - month.begin, 1000);
  const period = derived({
    id: `${id}.period`,
    label: cut ? `Time of the unit in ${month.id}` : `Length of ${month.id}`,
    value: length,
    unit: 'seconds',
    formula: cut ? `the time it existed, ${cut.says}` : `the calendar month in ${month.zone}`,
  });
  const isKnown = downtime.value !== null && length.n > 0n;
  return derived({
    id: `${id}.uptime`,
    label: 'Uptime',
    value: isKnown ? length.sub(downtime.value).div(length).mul(HUNDRED) : null,
    unit: 'percent',
    formula: cut
      ? '(time of the unit − downtime) ÷ time of the unit × 100'
      : `(month − downtime) ÷ month × 100${isAssumed ? ', taking the unit to have lived all month' : ''}`,
    inputs: [period, downtime],
  });
}

/** Readings that decide how much time counts; the others are about money. */
const TIME_SUBJECTS: ReadonlySet<string> = new Set([
  'evidence',
  'unknown_time',
  'month_zone',
  'partial_minutes',
  'minute_alignment',
  'exclusions_applied',
  'maintenance',
]);

function describeTime(spans: readonly Interval[], choices: Choices): string {
  const shown = spans.slice(0, 3).map((span) => `${formatInstant(span.begin)} to ${formatInstant(span.end)}`);
  const more = spans.length > shown.length ? ` and ${spans.length - shown.length} more` : '';
  const readings = Object.entries(choices).filter(([subject]) => TIME_SUBJECTS.has(subject));
  const read = readings.map(([subject, value]) => `${subject.replaceAll('_', ' ')} ${value}`).join(', ');
  return `${shown.length === 0 ? ': none' : `: ${shown.join(', ')}${more}`}${read ? `; read with ${read}` : ''}`;
}
