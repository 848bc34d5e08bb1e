const LONGEST = 120;

/** The word of the list that a mistyped word most likely means, or nothing where none is near. */
export function nearestOf(word: string, words: readonly string[]): string | undefined {
  let best: { word: string; distance: number } | undefined;
  for (const candidate of words) {
    const distance = editDistance(word.slice(0, LONGEST), candidate.slice(0, LONGEST));
    if (!best || distance < best.distance) best = { word: candidate, distance };
  }
  const allowed = Math.max(1, Math.floor(Math.max(word.length, best?.word.length ?? 0) / 3));
  return best && best.distance <= allowed ? best.word : undefined;
}

/** Insertions, deletions and replacements between two words; two swapped neighbors count as one. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = at(rows, i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(rows, i - 2, j - 2) + 1 : replaced;
      row.push(Math.min(at(rows, i - 1, j) + 1, (row[j - 1] ?? 0) + 1, replaced, swapped));
    }
    rows.push(row);
  }
  return at(rows, a.length, b.length);
}

function at(rows: readonly (readonly number[])[], row: number, column: number): number {
  return rows[row]?.[column] ?? 0;
}
