import type { Measure, Measured, MeasureInput } from '../../measures/measure.ts';
import { measures } from '../../measures/registry.ts';
import { sampleFigures } from '../../measures/samples/figures.ts';
import { derived, type Figure } from '../../records/figure.ts';
import type { Commitment } from '../../records/terms.ts';
import { type Exact, exact, HUNDRED, toText } from '../../values/exact.ts';
import { formatInstant } from '../../values/instant.ts';
import { clip, type Interval, intersect, seconds, subtract, totalSeconds } from '../../values/interval.ts';
import type { Month } from '../../values/period.ts';
import type { Cite } from '../promise/clause.ts';
import type { Choices } from '../readings/questions.ts';
import { countsLife, type Life } from '../units/life.ts';
import type { Part } from '../units/parts.ts';
import { missedWindows } from './second-windows.ts';
import type { Window } from './window.ts';

/** One unit in one period, under one set of readings. */
export interface MeasuringInput {
  /** Prefix of all figures, `credits.C1`. */
  readonly id: string;
  readonly commitment: Commitment;
  /** What is known of the unit under these readings: once, or once for each dimension the contract tells apart. */
  readonly parts: readonly Part[];
  /** The entries of the logs that it rests on. */
  readonly evidence: readonly Figure[];
  readonly exclusions: readonly Interval[];
  readonly month: Month;
  /** What is measured: the month, or what the contract measures instead. */
  readonly window: Window;
  /** When the unit existed; null: that is not known. */
  readonly life: Life | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly choices: Choices;
  readonly cite: Cite;
}

/** What the metric of a promise makes of one unit's period, under one set of readings. */
export interface MeasuredUptime {
  /** Seconds, with the log entries it rests on; a null value where the metric counts no time. */
  readonly downtime: Figure;
  /** Percent, unrounded. */
  readonly uptime: Figure;
  /** Spans that count as downtime after every test of the metric. */
  readonly counted: readonly Interval[];
  /** The same before run tests and minute rounding: clipped, joined, proved exclusions off. */
  readonly down: readonly Interval[];
  /** Further windows of the contract that were missed, e.g. a day with too much downtime. */
  readonly missed: readonly Figure[];
  /** Why nothing can be measured, and what would change that; null where it is measured. */
  readonly open: string | null;
}

/** Downtime and uptime as the metric counts them: those of the worst dimension, where the contract tells some apart. */
export function measureUptime(input: MeasuringInput): MeasuredUptime {
  const [only, ...others] = input.parts;
  if (only && others.length === 0) return measurePart(input, only, input.id);
  const all = input.parts.map((part, at) => measurePart(input, part, `${input.id}.dimension${at + 1}`));
  const known = all.filter(({ uptime }) => uptime.value !== null);
  const worst = known.reduce<MeasuredUptime | undefined>(
    (low, one) => (low && (low.uptime.value as Exact).compare(one.uptime.value as Exact) <= 0 ? low : one),
    undefined,
  );
  const found = worst ?? (all[0] as MeasuredUptime);
  const name = input.parts[all.indexOf(found)]?.dimension ?? 'not named';
  const unknown = all.length - known.length;
  return {
    ...found,
    uptime: derived({
      ...found.uptime,
      id: `${input.id}.uptime`,
      label: 'Uptime',
      formula: `${name}: the lowest of ${all.length} by ${words(input.commitment.scope.dimension ?? 'dimension')}${unknown > 0 ? `; ${unknown} of them could not be measured` : ''}`,
      inputs: all.map(({ uptime }) => uptime),
    }),
    downtime: derived({
      ...found.downtime,
      id: `${input.id}.downtime`,
      formula: `that of ${name}`,
      inputs: [found.downtime],
    }),
  };
}

function measurePart(input: MeasuringInput, part: Part, id: string): MeasuredUptime {
  const { commitment, choices, window, exclusions } = input;
  const { metric } = commitment;
  const measure = measures.find((candidate) => candidate.kind === metric.kind) as Measure | undefined;
  const isOwnTime = countsLife(metric, choices);
  // Time in which a unit did not exist is neither up nor down of it, where only its own time counts.
  const own = input.life && isOwnTime ? intersect(part.down, input.life.spans) : part.down;
  const found = countedBy(
    measure,
    input,
    {
      ...part,
      metric,
      period: window,
      down: own,
      exclusions,
      life: isOwnTime ? (input.life?.spans ?? null) : null,
      attributes: input.attributes,
      choices,
    } as MeasureInput,
    part.fault,
  );
  const clause = input.cite(`commitments.${commitment.id}.metric`, measure?.says ?? words(metric.kind));
  const counted = found.kind === 'time' ? found.counted : [];
  const rows = found.kind === 'share' ? found.lost : part.failed;
  const evidence = [...input.evidence, ...sampleFigures(id, rows, part.assumptions)];
  const parts = { id: `${id}.downtime`, label: 'Downtime', unit: 'seconds', clause, inputs: evidence };
  if (found.kind === 'open') {
    const downtime = derived({ ...parts, value: null, formula: found.why });
    const uptime = derived({
      ...parts,
      id: `${id}.uptime`,
      label: 'Uptime',
      unit: 'percent',
      value: null,
      formula: found.why,
      inputs: [downtime],
    });
    return { downtime, uptime, counted: [], down: [], missed: [], open: found.why };
  }
  if (found.kind === 'share')
    return { ...shareFigures(found, input, id, parts), counted: [], down: [], missed: [], open: null };
  const downtime = derived({
    ...parts,
    value: totalSeconds(counted),
    formula: `${measure?.says ?? ''}, in ${window.says}${describeTime(counted, choices)}`,
  });
  const uptime = uptimeOf(downtime, { ...input, id });
  return {
    downtime,
    uptime,
    counted,
    down: subtract(clip(own, window), exclusions),
    missed: missedWindows({ id, metric, counted, window, downtime, cite: (says) => ({ ...clause, says }) }),
    open: null,
  };
}

function countedBy(
  measure: Measure | undefined,
  { commitment: { metric } }: MeasuringInput,
  given: MeasureInput,
  fault: string | null,
): Measured {
  if (!measure) return { kind: 'open', why: `the contract does not say how it measures (${words(metric.kind)})` };
  const why = fault ?? (measure.by === 'share' ? given.series?.fault : null) ?? null;
  if (why !== null) return { kind: 'open', why };
  if (measure.by === 'time' && metric.min_requests !== null && given.series === null)
    return {
      kind: 'open',
      why: `the contract counts only intervals with at least ${toText(metric.min_requests.count)} requests a ${metric.min_requests.per}: a floor of traffic, which only an error-rate file shows`,
    };
  return measure.count(given as never);
}

/** A share of intervals can be read as time of the period; one of requests cannot. */
function shareFigures(
  { uptime: value, formula, isOfTime }: Extract<Measured, { kind: 'share' }>,
  { window }: MeasuringInput,
  id: string,
  parts: Pick<Figure, 'unit' | 'clause' | 'inputs'>,
): Pick<MeasuredUptime, 'downtime' | 'uptime'> {
  const uptime = derived({
    ...parts,
    id: `${id}.uptime`,
    label: 'Uptime',
    unit: 'percent',
    value,
    formula: `${formula}, in ${window.says}`,
  });
  const lost = HUNDRED.sub(value).div(HUNDRED);
  const downtime = derived({
    ...parts,
    id: `${id}.downtime`,
    label: 'Downtime',
    value: isOfTime ? lost.mul(seconds(window)) : value.equals(HUNDRED) ? exact(0) : null,
    formula: isOfTime ? 'what is missing to 100 %, as time of the period' : 'the contract counts requests and no time',
    inputs: [uptime],
  });
  return { uptime, downtime };
}

function uptimeOf(downtime: Figure, { id, window, commitment, life, choices }: MeasuringInput): Figure {
  const ownTime = countsLife(commitment.metric, choices);
  const cut = ownTime ? life : null;
  const isAssumed = life === null && (ownTime || commitment.metric.denominator === 'unspecified');
  const length = cut ? totalSeconds(cut.spans) : exact(window.end - window.begin, 1000);
  const period = derived({
    id: `${id}.period`,
    label: cut ? `Time of the unit in ${window.label}` : `Length of ${window.label}`,
    value: length,
    unit: 'seconds',
    formula: cut ? `the time it existed, ${cut.says}` : window.formula,
  });
  const isKnown = downtime.value !== null && length.n > 0n;
  return derived({
    id: `${id}.uptime`,
    label: 'Uptime',
    value: isKnown ? length.sub(downtime.value).div(length).mul(HUNDRED) : null,
    unit: 'percent',
    formula: cut
      ? '(time of the unit − downtime) ÷ time of the unit × 100'
      : `(${window.name} − downtime) ÷ ${window.name} × 100${isAssumed ? `, taking the unit to have lived all ${window.name}` : ''}`,
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
  const read = readings.map(([subject, value]) => `${words(subject)} ${value}`).join(', ');
  return `${shown.length === 0 ? ': none' : `: ${shown.join(', ')}${more}`}${read ? `; read with ${read}` : ''}`;
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}
