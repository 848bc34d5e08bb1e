import { type LibraryFilter, libraryEntries } from '../case/terms/library-entries.ts';
import { readInstant } from '../engine/values/instant.ts';
import { escapeJson } from '../reports/escape/json.ts';
import { writeLibrary } from '../reports/terms/library.ts';
import { drawOnStdout } from './draw.ts';
import { exitCode } from './exit-codes.ts';
import { sayIssues } from './say.ts';

const ROOM_FOR_DAYS = 92;

/** `makewhole terms list`. Returns the exit code. */
export function listLibrary({ json, ...filter }: LibraryFilter & { readonly json: boolean }): number {
  const { on } = filter;
  if (on !== undefined && !(/^\d{4}-\d{2}-\d{2}$/.test(on) && readInstant(on, 'UTC').ok)) {
    sayIssues([
      {
        code: 'case/bad-value',
        severity: 'error',
        message: `\`${on}\` is no day.`,
        origin: { file: 'command line' },
        excerpt: `--on ${on}`,
        fix: 'Write it like 2025-10-20.',
      },
    ]);
    return exitCode('refused');
  }
  const { value: entries, issues } = libraryEntries(filter);
  sayIssues(issues);
  if (issues.length > 0 && entries.length === 0) return exitCode('refused');
  // One document that cannot be read hides none of the others.
  if (json) process.stdout.write(`${escapeJson(JSON.stringify({ terms: entries }, null, 2))}\n`);
  else drawOnStdout(writeLibrary(entries, (process.stdout.columns || 0) >= ROOM_FOR_DAYS));
  return exitCode(issues.length > 0 ? 'refused' : 'done');
}
