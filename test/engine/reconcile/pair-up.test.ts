import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairUp } from '../../../src/engine/reconcile/pair-up.ts';

const graph = fc.record({
  left: fc.integer({ min: 0, max: 5 }),
  right: fc.integer({ min: 0, max: 5 }),
  edges: fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 25 }),
});

/** Whether every right-hand item can have one of the left, by trying every way. */
function canAll(right: readonly number[], free: readonly number[], fits: (l: number, r: number) => boolean): boolean {
  const [first, ...rest] = right;
  if (first === undefined) return true;
  return free.some(
    (l) =>
      fits(l, first) &&
      canAll(
        rest,
        free.filter((one) => one !== l),
        fits,
      ),
  );
}

describe('pairing credits with claims', () => {
  it('takes no item twice, pairs only what fits, and leaves open exactly what cannot all be met', () => {
    fc.assert(
      fc.property(graph, ({ left, right, edges }) => {
        const known = new Set(edges.map(([l, r]) => `${l}/${r}`));
        const fits = (l: number, r: number) => known.has(`${l}/${r}`);
        const lefts = Array.from({ length: left }, (_, index) => index);
        const rights = Array.from({ length: right }, (_, index) => index);
        const parts = pairUp(lefts, rights, fits);
        expect(parts.flatMap((part) => part.right).sort()).toEqual(rights.filter((r) => lefts.some((l) => fits(l, r))));
        for (const part of parts) {
          expect(part.pairs !== null).toBe(canAll(part.right, part.left, fits));
          if (part.pairs === null) continue;
          expect(part.pairs.size).toBe(part.right.length);
          expect(new Set(part.pairs.values()).size).toBe(part.right.length);
          for (const [r, l] of part.pairs) expect(fits(l, r)).toBe(true);
        }
      }),
    );
  });
});
