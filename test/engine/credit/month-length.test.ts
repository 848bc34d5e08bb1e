import { describe, expect, test } from 'vitest';
import { at } from '../library.ts';
import { judged, seen, smallContract } from './small-contract.ts';

/** S2 of examples/sla.md: what 99.9 % allows is a share of the real month, never 43.2 minutes of every month. */
describe('S2: the length of the month', () => {
  test.each([
    ['2026-02', '40.32', 2_419_200],
    ['2028-02', '41.76', 2_505_600],
    ['2026-06', '43.2', 2_592_000],
    ['2026-07', '44.64', 2_678_400],
  ])('%s allows %s minutes', (month, minutes, allowed) => {
    const begin = at(`${month}-10T00:00:00Z`);
    const status = (length: number) =>
      judged(smallContract({}), [seen('vm-1 00:00-00:01', { begin, end: begin + length })], {
        asOf: begin + 30 * 86_400_000,
      })[0]?.status;
    expect(allowed).toBe(Math.round(Number(minutes) * 60_000));
    expect([status(allowed), status(allowed + 1)]).not.toContain(undefined);
    expect(status(allowed)).toBe('not-met');
    // One millisecond more is below the target; the bill of the small contract is not there, so its amount is not known.
    expect(status(allowed + 1)).not.toBe('not-met');
  });
});
