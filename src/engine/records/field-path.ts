/**
 * Whether a field path is another one or lies above it: `claim` covers `claim.steps`. Whole segments count, so that
 * `claim.step` does not cover `claim.steps`.
 */
export function covers(field: string, path: string): boolean {
  return field === path || path.startsWith(`${field}.`);
}
