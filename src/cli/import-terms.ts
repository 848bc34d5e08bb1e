import { describeImport, importRecord, isComplete } from '../case/describe-import.ts';
import { importFile } from '../case/import-file.ts';
import { checkOutput, writeOutput } from '../case/write-output.ts';
import { escapeTerminal } from '../reports/escape/terminal.ts';
import { exitCode } from './exit-codes.ts';
import { readClock } from './read-clock.ts';
import { sayIssues } from './say.ts';

export interface ImportFlags {
  readonly json: boolean;
  readonly output?: string;
  readonly force: boolean;
  /** `vendor/service`. */
  readonly id?: string;
  readonly url?: string;
}

/**
 * `makewhole terms import`: the draft on stdout and what was read on stderr, or with `-o` the draft in a file and what
 * was read on stdout. Returns the exit code.
 */
export function importTermsFile(named: string, { json, output, force, id, url }: ImportFlags): number {
  const { value, issues } = importFile(named, process.cwd(), readClock(process.env), { id, url });
  sayIssues(issues);
  if (!value) return exitCode('refused');
  if (output !== undefined) {
    const refusal = checkOutput(output, { force, inputs: [value.path] }) ?? writeOutput(output, value.draft, { force });
    if (refusal) {
      sayIssues([refusal]);
      return exitCode('refused');
    }
    process.stderr.write(`written: ${escapeTerminal(output)}\n`);
  }
  const page = describeImport(value);
  if (json) process.stdout.write(`${JSON.stringify(importRecord(value), null, 2)}\n`);
  else if (output !== undefined) process.stdout.write(page);
  else {
    process.stdout.write(value.draft);
    process.stderr.write(page);
  }
  return exitCode(isComplete(value) ? 'done' : 'undetermined');
}
