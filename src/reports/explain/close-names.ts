const MOST = 5;
const LONGEST = 100;

/** The names most like one that was not found: those that begin with it, then those that share most pairs of letters. */
export function closeNames(wanted: string, names: readonly string[]): string[] {
  const asked = wanted.slice(0, LONGEST).toLowerCase();
  const pairs = pairsOf(asked);
  const scored = [...new Set(names)].map((name) => {
    const known = name.slice(0, LONGEST).toLowerCase();
    return { name, score: (known.startsWith(asked) ? 1 : 0) + likeness(pairs, pairsOf(known)) };
  });
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .slice(0, MOST)
    .map(({ name }) => name);
}

/** Sørensen–Dice: twice the shared pairs over all pairs, 0 to 1. Never a figure of a report. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared += 1;
  return (2 * shared) / Math.max(1, a.size + b.size);
}

function pairsOf(text: string): Set<string> {
  const framed = ` ${text} `;
  return new Set(Array.from({ length: framed.length - 1 }, (_, index) => framed.slice(index, index + 2)));
}
