import type { Issue, Result } from '../../../engine/records/issue.ts';
import type { LevelSample } from '../../../engine/records/sample.ts';
import { listIssues } from '../../syntax/issue-list.ts';
import { type DistinctSamples, distinctSamples } from './distinct.ts';

/** The samples of several files. What two of them tell alike counts once; where they contradict each other, nothing can be told. */
export function joinSamples(logs: readonly (readonly LevelSample[])[]): Result<readonly LevelSample[]> {
  if (logs.length < 2) return { value: logs[0] ?? [], issues: [] };
  const { samples, same, overlapping } = distinctSamples(logs.flat());
  const issues = listIssues(overlapping[0]?.sample.origin.file ?? '');
  for (const pair of overlapping) issues.add(overlapIssue(pair));
  const [first] = same;
  if (first)
    issues.add({
      code: 'outages/rows-in-two-files',
      severity: 'note',
      message: `Rows that another file holds as well: ${same.length}. They count once.`,
      origin: first.origin,
    });
  return { value: samples, issues: issues.all() };
}

export function overlapIssue({ sample, other }: DistinctSamples['overlapping'][number]): Issue {
  const { file, line } = other.origin;
  const where = file === sample.origin.file ? `line ${line}` : `${file}:${line}`;
  return {
    code: 'outages/overlapping-intervals',
    severity: 'error',
    message: `The interval shares time with that of ${where}, of the same service, place and dimension.`,
    origin: sample.origin,
    fix: 'Keep one of the two, or tell them apart by resource or dimension.',
  };
}
