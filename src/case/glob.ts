/** Whether the text of a `files:` entry is a pattern. */
export function isGlob(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

/**
 * Whether a path below the case folder (`a/b.csv`, forward slashes) fits a pattern: `*` any text inside one name, `?`
 * one character, `**` any number of folders. Names that begin with a dot are only met by patterns that say the dot.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  return matchesParts(pattern.split('/'), path.split('/'));
}

// Dynamic programming over the parts: `**` in a row cannot multiply the work, as backtracking would.
function matchesParts(pattern: readonly string[], path: readonly string[]): boolean {
  let reached = new Set([0]);
  for (const part of pattern) {
    const next = new Set<number>();
    for (const at of reached) {
      if (part !== '**') {
        if (at < path.length && matchesName(part, path[at] ?? '')) next.add(at + 1);
        continue;
      }
      next.add(at);
      for (let end = at; end < path.length && !path[end]?.startsWith('.'); end += 1) next.add(end + 1);
    }
    reached = next;
  }
  return reached.has(path.length);
}

function matchesName(pattern: string, name: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  let [p, n, star, retry] = [0, 0, -1, 0];
  while (n < name.length) {
    if (pattern[p] === '*') {
      star = p;
      retry = n;
      p += 1;
    } else if (pattern[p] === '?' || (p < pattern.length && pattern[p] === name[n])) {
      p += 1;
      n += 1;
    } else if (star >= 0) {
      p = star + 1;
      retry += 1;
      n = retry;
    } else return false;
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}
