import { type Figure, measured } from '../records/figure.ts';
import type { Issue, Origin, Result } from '../records/issue.ts';
import type { Run } from '../records/run.ts';
import type { StatedFacts, StatedRelease, StatedSpare } from '../records/stated-facts.ts';
import { type Exact, exact } from '../values/exact.ts';
import { formatInstant } from '../values/instant.ts';
import { type Interval, overlaps, subtract, totalSeconds } from '../values/interval.ts';
import type { Interruption, SpareSwap, StopTimes, UnbilledSpan } from './interruption.ts';
import { momentOf } from './moment.ts';
import { piecesOf } from './pieces.ts';

/**
 * The interruptions of a run with what the user states of them: spares, released GPUs and unbilled spans, each tied by
 * its time. A spare of no interruption is an error, for leaving it out would leave out a loss.
 */
export function withStatedFacts(run: Run, interruptions: readonly Interruption[]): Result<Interruption[]> {
  const { stated } = run;
  if (!stated) return { value: [...interruptions], issues: [] };
  const known = withReleased(stated, withSpares(stated, interruptions));
  const value = known.map((one) => withUnbilled(stated, one));
  return {
    value,
    issues: [
      ...stated.spares.flatMap((spare) => [
        ...(homeOfSwap(spare, interruptions) ? [] : [swapOutside(run, spare)]),
        ...tooMany(run, spare, interruptions),
      ]),
      ...stated.released.flatMap((release) => [
        ...(homeOfRelease(release, interruptions) ? [] : [unused(run, 'released', release.span)]),
        ...tooMany(run, release, interruptions),
      ]),
      ...stated.unbilled.flatMap((one) => unbilledElsewhere(run, one.span, value)),
    ],
  };
}

/** How a stated value is known. */
export function asStated({ document }: { readonly document: string | null }): string {
  return document ? `as stated in the case, see ${document}` : 'as stated in the case';
}

export function statedFigure(
  id: string,
  label: string,
  value: Exact,
  unit: string,
  entry: { readonly document: string | null },
  origin: Origin,
): Figure {
  return measured({ id, label, value, unit, formula: asStated(entry), origin });
}

function withSpares(stated: StatedFacts, interruptions: readonly Interruption[]): Interruption[] {
  const homes = stated.spares.map((spare) => homeOfSwap(spare, interruptions));
  return interruptions.map((interruption) => {
    const { stop } = interruption;
    const spares = stated.spares
      .filter((_, index) => homes[index] === interruption)
      .map((spare, index) => spareSwap(`${interruption.id}.spare.${index + 1}`, spare));
    const [first] = spares;
    return first && stop
      ? { ...interruption, spares, stop: { ...stop, times: withSwap(stop.times, first) } }
      : interruption;
  });
}

function spareSwap(id: string, spare: StatedSpare): SpareSwap {
  const { gpus, swappedAt, repairedAt } = spare;
  const moment = (key: string, label: string, { value, origin }: typeof swappedAt) =>
    momentOf(`${id}.${key}`, label, value, { grade: 'measured', origin, how: asStated(spare) });
  return {
    gpus: statedFigure(`${id}.gpus`, 'failed GPUs', exact(gpus.value), 'gpus', spare, gpus.origin),
    swapped: moment('swapped', 'spare took over', swappedAt),
    repaired: repairedAt && moment('repaired', 'failed GPUs repaired', repairedAt),
  };
}

/** Where the log does not say when there was capacity again, the swap does. */
function withSwap(times: StopTimes, { swapped }: SpareSwap): StopTimes {
  const from = (times.detected ?? times.failed ?? times.lastStepEnd).at;
  const to = (times.granted ?? times.ready)?.at ?? Number.POSITIVE_INFINITY;
  if (times.capacityBack || swapped.at < from || swapped.at > to) return times;
  return { ...times, capacityBack: swapped };
}

/** The stop that was under way when the spare took over. */
function homeOfSwap({ swappedAt }: StatedSpare, interruptions: readonly Interruption[]): Interruption | undefined {
  return interruptions.findLast(({ stop }) => {
    if (!stop) return false;
    const end = (stop.times.ready ?? stop.times.caughtUp)?.at ?? Number.POSITIVE_INFINITY;
    return stop.times.lastStepEnd.at <= swappedAt.value && swappedAt.value <= end;
  });
}

function withReleased(stated: StatedFacts, interruptions: readonly Interruption[]): Interruption[] {
  const homes = stated.released.map((release) => homeOfRelease(release, interruptions));
  return interruptions.map((interruption) => {
    const released = stated.released
      .filter((_, index) => homes[index] === interruption)
      .map((release, index) => {
        const { gpus, span } = release;
        const id = `${interruption.id}.released.${index + 1}`;
        return {
          gpus: statedFigure(`${id}.gpus`, 'GPUs given back', exact(gpus.value), 'gpus', release, gpus.origin),
          seconds: spanFigure(`${id}.seconds`, 'given back and not billed', span, release),
          span: span.value,
        };
      });
    // It is known what was given back, in whichever of its interruptions the run was smaller for it.
    const isKnown = stated.released.some(({ span }) => sharedWith(interruption, span.value) > 0);
    return { ...interruption, released, reduced: interruption.reduced && !isKnown };
  });
}

/** The interruption that shares most time with it. */
function homeOfRelease({ span }: StatedRelease, interruptions: readonly Interruption[]): Interruption | undefined {
  return interruptions
    .map((interruption) => ({ interruption, shared: sharedWith(interruption, span.value) }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)[0]?.interruption;
}

function withUnbilled(stated: StatedFacts, interruption: Interruption): Interruption {
  const spans = stated.unbilled.filter(({ span }) => sharedWith(interruption, span.value) > 0);
  if (spans.length === 0) return interruption;
  const unbilled = spans.map((entry, index): UnbilledSpan => {
    const id = `${interruption.id}.unbilled.${index + 1}`;
    return { ...entry.span.value, figure: spanFigure(id, 'not billed', entry.span, entry) };
  });
  return { ...interruption, unbilled };
}

function spanFigure(
  id: string,
  label: string,
  { value: span, origin }: { readonly value: Interval; readonly origin: Origin },
  entry: { readonly document: string | null },
): Figure {
  const formula = `${formatInstant(span.end)} − ${formatInstant(span.begin)}, ${asStated(entry)}`;
  return measured({ id, label, value: totalSeconds([span]), unit: 'seconds', formula, origin });
}

/** Milliseconds in which a span and an interruption, or its slow steps, lie at the same time. */
function sharedWith(interruption: Interruption, span: Interval): number {
  return windowsOf(interruption).reduce(
    (all, window) => all + Math.max(0, Math.min(window.end, span.end) - Math.max(window.begin, span.begin)),
    0,
  );
}

function windowsOf({ stop, slow }: Interruption): Interval[] {
  const end = stop && ((stop.times.caughtUp ?? stop.times.observedUntil)?.at ?? Number.MAX_SAFE_INTEGER);
  const stopped = stop && end !== null ? [{ begin: stop.times.lastStepEnd.at, end }] : [];
  return [...stopped, ...slow.flatMap((one) => one.span ?? [])];
}

/** Unbilled time can only be taken off time that has a place: off the rest it has no effect, which must be said. */
function unbilledElsewhere(
  run: Run,
  { value: span, origin }: { readonly value: Interval; readonly origin: Origin },
  interruptions: readonly Interruption[],
): Issue[] {
  if (run.billing !== 'on-demand') return [];
  const placed = interruptions.flatMap((one) => piecesOf(one).flatMap((piece) => piece.span ?? []));
  if (!placed.some((one) => overlaps(one, span))) return [unused(run, 'unbilled', { origin })];
  const rest = subtract([span], placed);
  if (rest.length === 0) return [];
  return [
    {
      code: 'training/stated-fact-unused',
      severity: 'warning',
      message: `${totalSeconds(rest).toFraction()} s of the unbilled span of run ${run.id} lie outside the time in which the run was stopped, and take nothing off its loss.`,
      origin,
      fix: 'Correct `begin` or `end`, or leave it: the loss is not counted for those seconds, or was billed.',
    },
  ];
}

function unused(run: Run, field: string, { origin }: { readonly origin: Origin }): Issue {
  return {
    code: 'training/stated-fact-unused',
    severity: 'warning',
    message: `The log shows no interruption of run ${run.id} in this \`${field}\` span, so that it takes nothing off.`,
    origin,
    fix: 'Correct `begin` and `end`, or add the part of the log that shows the interruption.',
  };
}

function swapOutside(run: Run, { swappedAt }: StatedSpare): Issue {
  return {
    code: 'training/swap-outside',
    severity: 'error',
    message: `The log of run ${run.id} shows no stop at ${formatInstant(swappedAt.value)}, when a spare is stated to have taken over.`,
    origin: swappedAt.origin,
    fix: 'Correct `swapped_at`, or add the part of the log that shows the stop.',
  };
}

function tooMany(run: Run, { gpus }: StatedSpare | StatedRelease, interruptions: readonly Interruption[]): Issue[] {
  const most = interruptions.find((one) => one.gpus.value !== null)?.gpus.value;
  if (!most || most.compare(exact(gpus.value)) >= 0) return [];
  return [
    {
      code: 'training/more-gpus-than-run',
      severity: 'error',
      message: `${gpus.value} GPUs are stated of run ${run.id}, which has ${most.toFraction()}.`,
      origin: gpus.origin,
      fix: 'Give the GPUs of this run that are meant.',
    },
  ];
}
