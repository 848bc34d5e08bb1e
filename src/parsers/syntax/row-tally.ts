import type { BillFile, RowCount } from '../../engine/records/charge.ts';

/** What became of the rows of a file: `read = used + excluded + rejected`. */
export type FileRows = BillFile['rows'];

export interface RowTally {
  readonly use: (rows?: number) => void;
  /** Left out for a good reason: a duplicate, a line that is about something else. */
  readonly exclude: (reason: string, rows?: number) => void;
  /** Left out because it cannot be read. */
  readonly reject: (reason: string, rows?: number) => void;
  readonly rows: () => FileRows;
}

/** Counts every row once, so that none is dropped in silence. */
export function tallyRows(): RowTally {
  let used = 0;
  const excluded = new Map<string, number>();
  const rejected = new Map<string, number>();
  const count = (counts: Map<string, number>, reason: string, rows: number) =>
    counts.set(reason, (counts.get(reason) ?? 0) + rows);
  return {
    use: (rows = 1) => {
      used += rows;
    },
    exclude: (reason, rows = 1) => count(excluded, reason, rows),
    reject: (reason, rows = 1) => count(rejected, reason, rows),
    rows: () => {
      const all = [...excluded.values(), ...rejected.values()].reduce((sum, rows) => sum + rows, used);
      return { read: all, used, excluded: listed(excluded), rejected: listed(rejected) };
    },
  };
}

function listed(counts: ReadonlyMap<string, number>): RowCount[] {
  return [...counts]
    .map(([reason, rows]) => ({ reason, rows }))
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => (a.reason < b.reason ? -1 : a.reason > b.reason ? 1 : 0));
}
