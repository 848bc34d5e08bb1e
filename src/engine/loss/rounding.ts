import { type Exact, roundTo, sum } from '../values/exact.ts';

/**
 * What must stand under lines that are shown rounded so that they add up to the total, which is rounded from the exact
 * sum: rounded total − sum of rounded lines. Zero where no such line is needed (research/training.md 5.5, E14).
 */
export function roundingLine(lines: readonly Exact[], exactTotal: Exact, places = 2): Exact {
  return roundTo(exactTotal, places).sub(sum(lines.map((line) => roundTo(line, places))));
}
