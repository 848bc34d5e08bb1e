import { type FigureLines, findFigureLines } from '../case/bill-lines.ts';
import type { CaseFlags } from '../case/case-flags.ts';
import { toPlainJson } from '../case/plain-json.ts';
import { runCase } from '../case/run-case.ts';
import { stateCase } from '../case/state-case.ts';
import { toText } from '../engine/values/exact.ts';
import { formatInstant } from '../engine/values/instant.ts';
import { printExplanation } from '../reports/explain/print.ts';
import { type ExplainedFigure, explainFigure } from '../reports/explain.ts';
import { escapeTerminal } from '../reports/escape/terminal.ts';
import { exitCode } from './exit-codes.ts';
import { readClock } from './read-clock.ts';
import { displayName, sayIssues, showProgress, usesColor } from './say.ts';

/** `makewhole explain`: the tree under one figure, and the bill lines it ends in. Returns the exit code. */
export async function explainCase(
  name: string,
  named: string | undefined,
  flags: CaseFlags,
  { json }: { readonly json: boolean },
): Promise<number> {
  const stated = stateCase(named, flags, process.cwd());
  if (!stated.value) return refuse(stated.issues);
  const progress = showProgress(process.stderr, process.env);
  const { report, assessment, issues, paths } = await runCase(stated.value, { now: readClock(process.env), onProgress: progress.show });
  progress.clear();
  if (!report || !assessment) return refuse([...stated.issues, ...issues], paths);
  const explained = explainFigure(report, name);
  if (!explained.found) return refuse([unknownFigure(name, explained.nearest)]);

  const { figure } = explained;
  const lines = await findFigureLines(assessment, idsOf(figure), paths);
  sayIssues(lines.issues, displayName(paths));
  if (json) process.stdout.write(`${JSON.stringify({ ...figure, billLines: toPlainJson(lines.value) }, null, 2)}\n`);
  else {
    const color = process.stdout.isTTY === true && usesColor(process.env);
    process.stdout.write(printExplanation(figure, { color, width: process.stdout.columns }) + describeLines(lines.value, lines.left));
  }
  return exitCode(figure.value === null ? 'undetermined' : 'done');
}

function describeLines(found: readonly FigureLines[], left: number): string {
  const blocks = found.map(({ figure, cost, lines }) => {
    const rows = lines.map(({ origin, BilledCost, EffectiveCost, ChargeDescription, chargePeriod }) => {
      const amount = cost === 'EffectiveCost' ? EffectiveCost : BilledCost;
      const place = `${origin.file}:${origin.line ?? '?'}`;
      return `  ${escapeTerminal(place)}  ${amount ? toText(amount) : '?'}  from ${formatInstant(chargePeriod.begin)}  ${escapeTerminal(ChargeDescription ?? '')}`.trimEnd();
    });
    return `\nLargest bill lines behind ${escapeTerminal(figure)} (${cost === 'EffectiveCost' ? cost : 'BilledCost'}):\n${rows.join('\n')}\n`;
  });
  return blocks.join('') + (left > 0 ? `\n${left} more figures are sums of bill lines: explain them by their own ids.\n` : '');
}

function idsOf(figure: ExplainedFigure): string[] {
  return [figure.id, ...(figure.inputs ?? []).flatMap(idsOf)];
}

function unknownFigure(name: string, nearest: readonly string[]) {
  const close = nearest.map((each) => `\`${each}\``).join(', ');
  return {
    code: 'case/unknown-figure',
    severity: 'error' as const,
    message: `This case has no figure \`${name}\`.`,
    fix: close === '' ? 'Ask for one that the report prints in brackets.' : `The nearest are ${close}.`,
  };
}

function refuse(issues: Parameters<typeof sayIssues>[0], paths: ReadonlyMap<string, string> = new Map()): number {
  sayIssues(issues, displayName(paths));
  return exitCode('refused');
}
