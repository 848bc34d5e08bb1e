import { libraryEntries } from '../case/terms-answers.ts';
import { exitCode } from './exit-codes.ts';
import { printTable } from './print-table.ts';
import { sayIssues } from './say.ts';

/** `makewhole terms list`: one line an edition. Returns the exit code. */
export function listLibrary({ json }: { readonly json: boolean }): number {
  const { value: entries, issues } = libraryEntries();
  sayIssues(issues);
  if (json) process.stdout.write(`${JSON.stringify({ terms: entries }, null, 2)}\n`);
  else {
    const rows = entries.map((entry) => [
      entry.id,
      entry.edition,
      `${entry.effective.from ?? '?'} to ${entry.effective.until ?? 'now'}`,
      entry.status,
      entry.grade,
      entry.lastChecked,
    ]);
    process.stdout.write(printTable(['id', 'edition', 'in force', 'status', 'evidence', 'last checked'], rows));
  }
  return exitCode('done');
}
