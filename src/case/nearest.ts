/** The names closest to what was typed, best first; none that is not close. */
export function nearest(typed: string, names: Iterable<string>, most = 3): string[] {
  const asked = typed.slice(0, LONGEST).toLowerCase();
  return [...new Set(names)]
    .map((name) => ({ name, distance: closeness(asked, name.slice(0, LONGEST).toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.max(2, Math.floor(asked.length / 3)))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}

/** `did you mean ...?`, or nothing. */
export function didYouMean(typed: string, names: Iterable<string>): string {
  const close = nearest(typed, names);
  return close.length === 0 ? '' : `Did you mean ${close.map((name) => `\`${name}\``).join(' or ')}?`;
}

const LONGEST = 80;

// A part of a name counts as close: `compute-engine` for `gcp/compute-engine`.
function closeness(a: string, b: string): number {
  return a.length >= 3 && b.includes(a) ? 1 : editDistance(a, b);
}

// Levenshtein: the least number of letters put in, taken out or changed.
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const change = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
