/** `hour`: nearly all rows of usage are no longer; `mixed`: no length prevails. */
export type Grain = 'hour' | 'day' | 'month' | 'mixed';

/** Rows that were counted together, those of at most an hour and of at most a day among them; null: not counted. */
export interface CountedRows {
  readonly rows: number;
  readonly hourRows: number | null;
  readonly dayRows: number | null;
}

const PREVAILS = 0.9;

/** null: there is no usage, or nobody asked for the lengths. */
export function grainOf(usage: readonly CountedRows[]): Grain | null {
  const rows = usage.reduce((all, group) => all + group.rows, 0);
  const count = (of: (group: CountedRows) => number | null) => usage.reduce((all, group) => all + (of(group) ?? 0), 0);
  if (rows === 0 || usage.some((group) => group.hourRows === null)) return null;
  const hours = count((group) => group.hourRows) / rows;
  const days = count((group) => group.dayRows) / rows;
  if (hours >= PREVAILS) return 'hour';
  if (days - hours >= PREVAILS) return 'day';
  return 1 - days >= PREVAILS ? 'month' : 'mixed';
}
