import { derived, type Figure } from '../records/figure.ts';
import { sum, toDecimal, ZERO } from '../values/exact.ts';
import { compute } from './compute.ts';
import type { Interruption } from './interruption.ts';
import { reworkPieces } from './rework.ts';
import { stoppedTime } from './stopped-time.ts';

export interface Reconciliation {
  /** Bottom-up less top-down, in seconds of full-job time; a null value where one of them is not known. */
  readonly difference: Figure;
  readonly agrees: boolean;
  /** Completes "undetermined, because". */
  readonly because: string;
}

/**
 * Two computations that must agree (research/training.md 5.2): the sum of the parts, and the time from the end of the
 * last completed step until it is reached again. More than one step apart, no total is shown.
 */
export function reconcile(interruption: Interruption): Reconciliation {
  const { stop, baseline } = interruption;
  const parts = { id: `${interruption.id}.difference`, label: 'sum of the parts − time on the clock', unit: 'seconds' };
  if (!stop?.elapsed)
    return {
      difference: derived({
        ...parts,
        value: null,
        formula: 'undetermined, because there is no top-down time to compare with',
      }),
      agrees: true,
      because: '',
    };
  if (stop.elapsed.value === null)
    return {
      difference: derived({ ...parts, value: null, formula: stop.elapsed.formula }),
      agrees: false,
      because: stop.elapsed.formula.replace(/^undetermined, because /, ''),
    };
  const stopped = stoppedTime(interruption, stop);
  const lengths = [...stopped, ...reworkPieces(interruption, stop, stopped)].map((piece) => piece.seconds);
  const difference = compute(
    { ...parts, formula: 'Σ parts − caught up + end of the last completed step' },
    [stop.elapsed, ...lengths],
    (clock, ...each) => sum(each).sub(clock),
  );
  if (!difference.value) return { difference, agrees: true, because: '' };
  const agrees = difference.value.abs().compare(baseline.value ?? ZERO) <= 0;
  const apart = toDecimal(difference.value.abs(), 3);
  return { difference, agrees, because: `the parts and the clock differ by ${apart} s, more than one step` };
}
