import type { CaseFlags } from '../case/case-flags.ts';
import { type CaseOutcome, runCase } from '../case/run-case.ts';
import { stateCase } from '../case/state-case.ts';
import { statedReceipts } from '../case/stated-receipts.ts';
import { checkOutput, writeOutput } from '../case/write-output.ts';
import { reconcile } from '../engine/reconcile/reconcile.ts';
import type { Issue } from '../engine/records/issue.ts';
import { escapeJson } from '../reports/escape/json.ts';
import { escapeTerminal } from '../reports/escape/terminal.ts';
import { drawMarkdown } from '../reports/formats/markdown.ts';
import { drawTerminal } from '../reports/formats/terminal.ts';
import { writeReconciliation } from '../reports/reconciliation/document.ts';
import { reconciliationRecord } from '../reports/reconciliation/record.ts';
import type { ReconciliationRecord } from '../reports/schema/reconciliation.ts';
import { exitCode } from './exit-codes.ts';
import { readClock } from './read-clock.ts';
import { displayName, sayIssues, showProgress, usesColor } from './say.ts';

export interface ReconcileOptions {
  readonly format?: string;
  readonly output?: string;
  readonly force: boolean;
}

/** `makewhole reconcile`: runs the case and prints or writes what agrees and what does not. Returns the exit code. */
export async function reconcileCase(
  named: string | undefined,
  flags: CaseFlags,
  { format, output, force }: ReconcileOptions,
): Promise<number> {
  const stated = stateCase(named, flags, process.cwd());
  const taken = output ? checkOutput(output, { force, inputs: [] }) : null;
  if (!stated.value || taken) return refuse([...stated.issues, ...(taken ? [taken] : [])], stated.paths);

  const progress = showProgress(process.stderr, process.env);
  const outcome = await runCase(stated.value, {
    now: readClock(process.env),
    onProgress: progress.show,
    credits: true,
  });
  progress.clear();
  const { records, assessment, report, issues, paths } = outcome;
  if (!records || !assessment || !report) return refuse([...stated.issues, ...issues], paths);
  sayIssues([...stated.issues, ...issues], displayName(paths));

  const reconciliation = reconcile(records, assessment, statedReceipts(stated.value));
  const record = reconciliationRecord(assessment, reconciliation, report.provenance);
  const text = render(record, format ?? formatOf(output), output);
  if (output === undefined) process.stdout.write(text);
  else {
    const refusal = save(output, text, force, outcome);
    if (refusal) return refuse([refusal]);
  }
  return exitCode(record.settled ? 'done' : 'undetermined');
}

function render(record: ReconciliationRecord, format: string, output: string | undefined): string {
  if (format === 'json') return `${escapeJson(JSON.stringify(record, null, 2))}\n`;
  const document = writeReconciliation(record);
  if (format === 'markdown') return drawMarkdown(document);
  const terminal = output === undefined && process.stdout.isTTY === true;
  return drawTerminal(document, {
    color: terminal && usesColor(process.env),
    // A terminal that does not know its width says 0.
    width: terminal ? process.stdout.columns || undefined : undefined,
  });
}

/** The format that the output's name ends like, else the terminal's. */
function formatOf(output = ''): string {
  return output.endsWith('.json') ? 'json' : output.endsWith('.md') ? 'markdown' : 'terminal';
}

function save(path: string, text: string, force: boolean, { paths }: CaseOutcome): Issue | null {
  const refusal = checkOutput(path, { force, inputs: [...paths.values()] });
  if (refusal) return refusal;
  const failed = writeOutput(path, text, { force });
  if (!failed) process.stderr.write(`written: ${escapeTerminal(path)}\n`);
  return failed;
}

function refuse(issues: readonly Issue[], paths: ReadonlyMap<string, string> = new Map()): number {
  sayIssues(issues, displayName(paths));
  return exitCode('refused');
}
