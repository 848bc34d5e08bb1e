import type { Issue, Severity } from '../engine/records/issue.ts';
import { escapeTerminal } from '../reports/escape/terminal.ts';

const MOST_SHOWN = 20;
const ORDER: readonly Severity[] = ['error', 'warning', 'note'];

/**
 * Issues as text for stderr: `error[code] file:line:column`, the line that is meant, what is wrong, what to do. Errors
 * come first; beyond twenty the rest is counted.
 *
 * @param display what to call a file here; reports call it by its label
 */
export function printIssues(issues: readonly Issue[], display: (label: string) => string = (label) => label): string {
  const sorted = ORDER.flatMap((severity) => issues.filter((issue) => issue.severity === severity));
  const shown = sorted.slice(0, MOST_SHOWN).map((issue) => printIssue(issue, display));
  return [...shown, countRest(sorted.slice(MOST_SHOWN))].filter((part) => part !== '').join('\n');
}

function printIssue(
  { code, severity, message, origin, excerpt, fix }: Issue,
  display: (label: string) => string,
): string {
  const place = [origin && display(origin.file), origin?.line, origin?.line && origin.column].filter(
    (part) => part !== undefined,
  );
  const lines = [`${severity}[${code}] ${escapeTerminal(place.join(':'))}`.trimEnd()];
  if (excerpt) lines.push(`    ${escapeTerminal(excerpt)}`);
  lines.push(`  ${escapeTerminal(message)}`);
  if (fix) lines.push(`  ${escapeTerminal(fix)}`);
  return `${lines.join('\n')}\n`;
}

function countRest(rest: readonly Issue[]): string {
  const counts = ORDER.map((severity) => ({
    severity,
    count: rest.filter((issue) => issue.severity === severity).length,
  }));
  const named = counts
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} more ${severity}${count === 1 ? '' : 's'}`);
  return named.length === 0 ? '' : `${named.join(', ')}, not shown.\n`;
}
