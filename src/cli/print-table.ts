import { escapeTerminal } from '../reports/escape/terminal.ts';

/** Columns of text, two spaces apart, the head above a rule. Columns named in `right` hold numbers. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => escapeTerminal(cell)));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (right.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd();
  const [first = [], ...rest] = cells;
  return `${[line(first), widths.map((width) => '-'.repeat(width)).join('  '), ...rest.map(line)].join('\n')}\n`;
}
