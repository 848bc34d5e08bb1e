/** A connected part of what fits what: every right-hand item with one of the left, or null where not all can have one. */
export interface Pairing<L, R> {
  readonly left: readonly L[];
  readonly right: readonly R[];
  readonly pairs: ReadonlyMap<R, L> | null;
}

/**
 * Gives each right-hand item one of the left that fits it, none of them twice. In a part where that is impossible
 * nobody can say which of the right goes without, so that part is left open.
 */
export function pairUp<L, R>(left: readonly L[], right: readonly R[], fits: (l: L, r: R) => boolean): Pairing<L, R>[] {
  return partsOf(left, right, fits).map((part) => {
    const taken = new Map<L, R>();
    const complete = part.right.every((one) => place(one, part.left, fits, taken, new Set()));
    return { ...part, pairs: complete ? new Map([...taken].map(([l, r]) => [r, l])) : null };
  });
}

/** Kuhn's algorithm: takes a free item, else moves one that holds another. */
function place<L, R>(
  one: R,
  left: readonly L[],
  fits: (l: L, r: R) => boolean,
  taken: Map<L, R>,
  tried: Set<L>,
): boolean {
  const own = left.filter((candidate) => fits(candidate, one));
  for (const candidate of [...own.filter((item) => !taken.has(item)), ...own]) {
    if (tried.has(candidate)) continue;
    tried.add(candidate);
    const holder = taken.get(candidate);
    if (holder !== undefined && !place(holder, left, fits, taken, tried)) continue;
    taken.set(candidate, one);
    return true;
  }
  return false;
}

function partsOf<L, R>(
  left: readonly L[],
  right: readonly R[],
  fits: (l: L, r: R) => boolean,
): { left: L[]; right: R[] }[] {
  const free = new Set(right);
  const parts: { left: L[]; right: R[] }[] = [];
  for (const first of right) {
    if (!free.delete(first)) continue;
    const part = { left: [] as L[], right: [first] };
    // The list grows while it is walked.
    for (const one of part.right) {
      for (const item of left) {
        if (!fits(item, one) || part.left.includes(item)) continue;
        part.left.push(item);
        for (const other of right) if (fits(item, other) && free.delete(other)) part.right.push(other);
      }
    }
    if (part.left.length > 0) parts.push({ left: left.filter((item) => part.left.includes(item)), right: part.right });
  }
  return parts;
}
