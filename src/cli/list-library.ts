import { type LibraryEntry, libraryEntries } from '../case/terms-answers.ts';
import { exitCode } from './exit-codes.ts';
import { sayIssues } from './say.ts';

/** `makewhole terms list`: every edition under its document. Returns the exit code. */
export function listLibrary({ json }: { readonly json: boolean }): number {
  const { value: entries, issues } = libraryEntries();
  sayIssues(issues);
  process.stdout.write(json ? `${JSON.stringify({ terms: entries }, null, 2)}\n` : describe(entries));
  return exitCode(issues.length > 0 ? 'refused' : 'done');
}

function describe(entries: readonly LibraryEntry[]): string {
  const lines = entries.flatMap((entry, at) => {
    const { id, service, lastChecked, edition, effective, status, grade } = entry;
    const head =
      entries[at - 1]?.id === id ? [] : [...(at > 0 ? [''] : []), `${id}  ${service}, last checked ${lastChecked}`];
    const span = `${effective.from ?? 'unknown'} to ${effective.until ?? 'now'}`;
    return [...head, `  ${edition.padEnd(16)}${span.padEnd(26)}${words(status).padEnd(11)}${words(grade)}`];
  });
  return `${lines.join('\n')}\n`;
}

function words(tag: string): string {
  return tag.replaceAll('_', ' ');
}
