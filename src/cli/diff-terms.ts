import { lookUpTerms } from '../case/terms/reference.ts';
import { compareTerms } from '../engine/terms/compare.ts';
import { escapeJson } from '../reports/escape/json.ts';
import { writeComparison } from '../reports/terms/comparison.ts';
import { drawOnStdout } from './draw.ts';
import { exitCode } from './exit-codes.ts';
import { displayName, sayIssues } from './say.ts';

/** `makewhole terms diff`. Returns the exit code. */
export function diffTerms(left: string, right: string, { json }: { readonly json: boolean }): number {
  const sides = [left, right].map((named) => lookUpTerms(named, process.cwd()));
  for (const { value, issues } of sides) sayIssues(issues, value ? displayName(value.paths) : undefined);
  const [one, other] = sides.map(({ value }) => value);
  if (!one || !other) return exitCode('refused');
  const comparison = compareTerms(one, other);
  if (json)
    process.stdout.write(
      `${escapeJson(JSON.stringify({ schema: 'makewhole-terms-diff/1', ...comparison }, null, 2))}\n`,
    );
  else drawOnStdout(writeComparison(comparison));
  return exitCode('done');
}
