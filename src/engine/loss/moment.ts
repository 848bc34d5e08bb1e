import { assumed, derived, type Figure, type Grade, measured } from '../records/figure.ts';
import type { Origin } from '../records/issue.ts';
import { type Exact, exact, roundTo } from '../values/exact.ts';
import { formatInstant, type Instant } from '../values/instant.ts';

/**
 * A point of a run's life and the line that gave it. The figure's unit is `instant`: its value is in epoch seconds,
 * its formula shows the time as RFC 3339.
 */
export interface Moment {
  readonly at: Instant;
  readonly figure: Figure;
}

/** How a moment is known: a line of a log, or a rule that `how` words. */
export interface MomentSource {
  readonly grade: Grade;
  readonly origin?: Origin;
  readonly how?: string;
  readonly inputs?: readonly Figure[];
}

export function momentOf(id: string, label: string, at: Instant, source: MomentSource): Moment {
  const formula = source.how ? `${formatInstant(at)}: ${source.how}` : formatInstant(at);
  const parts = {
    id,
    label,
    value: exact(at, 1000),
    unit: 'instant',
    formula,
    origin: source.origin,
    inputs: source.inputs,
  };
  return { at, figure: byGrade[source.grade](parts) };
}

/** Seconds from one moment to a later one. Two lines of a log make it a measurement. */
export function elapsed(id: string, label: string, from: Moment, to: Moment): Figure {
  const inputs = [from.figure, to.figure];
  const build = inputs.every((input) => input.grade === 'measured') ? measured : derived;
  const formula = `${formatInstant(to.at)} − ${formatInstant(from.at)}`;
  return build({ id, label, value: exact(to.at - from.at, 1000), unit: 'seconds', formula, inputs });
}

/** Whole milliseconds, for a place on the time line; an amount of time itself stays exact. */
export function milliseconds(seconds: Exact): number {
  const rounded = roundTo(seconds.mul(exact(1000)), 0);
  return Number(rounded.s * rounded.n);
}

const byGrade = { measured, derived, assumed };
