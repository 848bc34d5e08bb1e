import type { CaseFlags } from '../case/case-flags.ts';
import { type CaseOutcome, runCase } from '../case/run-case.ts';
import { stateCase } from '../case/state-case.ts';
import { checkOutput, leftovers, writeOutput } from '../case/write-output.ts';
import type { Issue } from '../engine/records/issue.ts';
import { escapeTerminal } from '../reports/escape/terminal.ts';
import { renderers } from '../reports/registry.ts';
import type { Renderer } from '../reports/renderer.ts';
import type { Report } from '../reports/report-schema.ts';
import { exitCode } from './exit-codes.ts';
import { readClock } from './read-clock.ts';
import { displayName, sayIssues, showProgress, usesColor } from './say.ts';

export interface ReportOptions {
  readonly format?: string;
  readonly output?: string;
  readonly force: boolean;
}

/** `makewhole report`: runs the case and prints or writes its report. Returns the exit code. */
export async function reportCase(named: string | undefined, flags: CaseFlags, options: ReportOptions): Promise<number> {
  const stated = stateCase(named, flags, process.cwd());
  const renderer = findRenderer(options);
  if (!renderer) return refuse([unknownFormat(options.format ?? '')]);
  const taken = options.output ? checkOutput(options.output, { force: options.force, inputs: [] }) : null;
  if (!stated.value || taken) return refuse([...stated.issues, ...(taken ? [taken] : [])], stated.paths);

  const progress = showProgress(process.stderr, process.env);
  const outcome = await runCase(stated.value, { now: readClock(process.env), onProgress: progress.show });
  progress.clear();
  if (!outcome.report) return refuse([...stated.issues, ...outcome.issues], outcome.paths);
  sayIssues([...stated.issues, ...outcome.issues], displayName(outcome.paths));

  const text = render(outcome.report, renderer, options.output);
  if (options.output === undefined) process.stdout.write(text);
  else {
    const refusal = save(options.output, text, options.force, outcome);
    if (refusal) return refuse([refusal]);
  }
  return isDetermined(outcome.report) ? exitCode('done') : exitCode('undetermined');
}

function save(path: string, text: string, force: boolean, { paths }: CaseOutcome): Issue | null {
  const refusal = checkOutput(path, { force, inputs: [...paths.values()] });
  if (refusal) return refusal;
  const left = leftovers(path);
  if (left.length > 0)
    process.stderr.write(`note: left behind by a run that was killed: ${escapeTerminal(left.join(', '))}\n`);
  const failed = writeOutput(path, text, { force });
  if (!failed) process.stderr.write(`written: ${escapeTerminal(path)}\n`);
  return failed;
}

function render(report: Report, renderer: Renderer, output: string | undefined): string {
  const terminal = output === undefined && process.stdout.isTTY === true;
  return renderer.render(report, {
    color: terminal && usesColor(process.env),
    // A terminal that does not know its width says 0.
    width: terminal ? process.stdout.columns || undefined : undefined,
  });
}

/** The format that was asked for, else the one that the output's name ends like, else the terminal's. */
function findRenderer({ format, output }: ReportOptions): Renderer | undefined {
  const byName = renderers.find(({ extension }) => output?.endsWith(extension));
  const wanted = format ?? byName?.id ?? 'terminal';
  return renderers.find(({ id }) => id === wanted);
}

function unknownFormat(format: string): Issue {
  return {
    code: 'case/unknown-format',
    severity: 'error',
    message: `There is no report format \`${format}\`.`,
    origin: { file: 'command line' },
    excerpt: `--format ${format}`,
    fix: `Known formats: ${renderers.map(({ id }) => id).join(', ')}.`,
  };
}

/** Whether everything that was asked for has an answer, be it zero. */
function isDetermined({ credits, losses }: Report): boolean {
  return (
    credits.every(({ status, credit }) => status !== 'undetermined' && credit.base !== null) &&
    losses.every(({ status, total }) => status !== 'undetermined' && total !== null)
  );
}

function refuse(issues: readonly Issue[], paths: ReadonlyMap<string, string> = new Map()): number {
  sayIssues(issues, displayName(paths));
  return exitCode('refused');
}
