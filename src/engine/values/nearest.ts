const LONGEST = 100;

/** The names closest to what was typed, best first; none that is not close. */
export function nearest(typed: string, names: Iterable<string>, most = 3): string[] {
  const asked = typed.slice(0, LONGEST).toLowerCase();
  return [...new Set(names)]
    .map((name) => ({ name, distance: distanceOf(asked, name.slice(0, LONGEST).toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.max(2, Math.floor(asked.length / 3)))
    .sort((a, b) => a.distance - b.distance || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}

/** `Did you mean ...?`, or nothing. */
export function didYouMean(typed: string, names: Iterable<string>): string {
  const close = nearest(typed, names);
  return close.length === 0 ? '' : `Did you mean ${close.map((name) => `\`${name}\``).join(' or ')}?`;
}

// A part of a name counts as close: `compute-engine` for `gcp/compute-engine`.
function distanceOf(a: string, b: string): number {
  return a.length >= 3 && b.includes(a) ? 1 : editDistance(a, b);
}

/** Insertions, deletions and replacements between two words; two swapped neighbors count as one. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, isSwap ? at(i - 2, j - 2) + 1 : replaced));
    }
  }
  return at(a.length, b.length);
}
