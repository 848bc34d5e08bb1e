import { type FigureLines, findFigureLines } from '../case/bill-lines.ts';
import type { CaseFlags } from '../case/case-flags.ts';
import { runCase } from '../case/run-case.ts';
import { stateCase } from '../case/state-case.ts';
import type { BillLine } from '../engine/records/charge.ts';
import { toText } from '../engine/values/exact.ts';
import { formatInstant } from '../engine/values/instant.ts';
import { escapeTerminal } from '../reports/escape/terminal.ts';
import { printExplanation } from '../reports/explain/print.ts';
import { type ExplainedFigure, explainFigure } from '../reports/explain.ts';
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
  if (!stated.value) return refuse(stated.issues, stated.paths);
  const progress = showProgress(process.stderr, process.env);
  const { report, assessment, issues, paths, bills } = await runCase(stated.value, {
    now: readClock(process.env),
    onProgress: progress.show,
  });
  progress.clear();
  if (!report || !assessment) return refuse([...stated.issues, ...issues], paths);
  const explained = explainFigure(report, name);
  if (!explained.found) return refuse([unknownFigure(name, explained.nearest)]);

  const { figure } = explained;
  const lines = await findFigureLines(assessment, idsOf(figure), bills);
  sayIssues(lines.issues, displayName(paths));
  if (json) process.stdout.write(`${JSON.stringify({ ...figure, billLines: lines.value.map(toRecord) }, null, 2)}\n`);
  else {
    const color = process.stdout.isTTY === true && usesColor(process.env);
    process.stdout.write(
      printExplanation(figure, { color, width: process.stdout.columns || undefined }) +
        describeLines(lines.value, lines.left, namesIn(figure)),
    );
  }
  return exitCode(figure.value === null ? 'undetermined' : 'done');
}

function describeLines(found: readonly FigureLines[], left: number, names: ReadonlyMap<string, string>): string {
  const blocks = found.map(({ figure, cost, lines }) => {
    const rows = lines.map((line) => {
      const { place, amount, description } = describeLine(line, cost);
      return `  ${escapeTerminal(place)}  ${amount ?? '?'}  from ${formatInstant(line.chargePeriod.begin)}  ${escapeTerminal(description)}`.trimEnd();
    });
    return `\nLargest bill lines behind ${escapeTerminal(names.get(figure) ?? figure)} (${cost}):\n${rows.join('\n')}\n`;
  });
  return (
    blocks.join('') +
    (left > 0 ? `\n${left} more figures are sums of bill lines: explain them by their own ids.\n` : '')
  );
}

function toRecord({ figure, cost, lines }: FigureLines) {
  return {
    figure,
    cost,
    lines: lines.map((line) => ({
      file: line.origin.file,
      line: line.origin.line ?? null,
      amount: describeLine(line, cost).amount,
      begin: formatInstant(line.chargePeriod.begin),
      end: formatInstant(line.chargePeriod.end),
      description: line.ChargeDescription,
    })),
  };
}

function describeLine({ origin, BilledCost, EffectiveCost, ChargeDescription }: BillLine, cost: FigureLines['cost']) {
  // A sum of list prices is shown by its billed lines: a line carries the two costs that money moves by.
  const amount = cost === 'EffectiveCost' ? EffectiveCost : BilledCost;
  return {
    place: `${origin.file}:${origin.line ?? '?'}`,
    amount: amount && toText(amount),
    description: ChargeDescription ?? '',
  };
}

/** The name to type for each figure of the tree. */
function namesIn(figure: ExplainedFigure): Map<string, string> {
  const inner = (figure.inputs ?? []).flatMap((input) => [...namesIn(input)]);
  return new Map([[figure.id, figure.names[0] ?? figure.id], ...inner]);
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
