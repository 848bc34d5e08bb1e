/** What the process says when it ends. docs/exit-codes.md and the help of `report` are checked against this table. */
export const EXIT_CODES = [
  { code: 0, name: 'done', means: 'done' },
  { code: 1, name: 'bug', means: 'a bug of makewhole; the stack is on stderr' },
  { code: 2, name: 'refused', means: 'wrong use, or an input that cannot be read; nothing was written' },
  { code: 3, name: 'undetermined', means: 'done, but something asked for is undetermined' },
  { code: 130, name: 'interrupted', means: 'interrupted' },
] as const;

export type ExitName = (typeof EXIT_CODES)[number]['name'];

export function exitCode(name: ExitName): number {
  return EXIT_CODES.find((row) => row.name === name)?.code ?? 1;
}

/** The table as a section of a help text. */
export function describeExitCodes(): string {
  return EXIT_CODES.map(({ code, means }) => `${String(code).padEnd(5)}${means}`).join('\n');
}
