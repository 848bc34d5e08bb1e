import type { Issue } from '../../engine/records/issue.ts';

export interface IssueList {
  readonly add: (issue: Issue) => void;
  readonly all: () => Issue[];
}

/**
 * Collects the issues of one file. A log of a million lines with the same fault tells it a few times and then counts:
 * nothing is lost, and nobody scrolls.
 */
export function listIssues(file: string, mostPerCode = 5): IssueList {
  const issues: Issue[] = [];
  const counts = new Map<string, { readonly first: Issue; count: number }>();
  return {
    add(issue) {
      const seen = counts.get(issue.code);
      if (seen) seen.count += 1;
      else counts.set(issue.code, { first: issue, count: 1 });
      if ((seen?.count ?? 1) <= mostPerCode) issues.push(issue);
    },
    all() {
      const more = [...counts.values()].flatMap(({ first, count }): Issue[] => {
        const rest = count - mostPerCode;
        if (rest <= 0) return [];
        return [
          {
            ...first,
            message: `The same again, ${rest} more time${rest === 1 ? '' : 's'} in this file.`,
            origin: { file },
            excerpt: undefined,
          },
        ];
      });
      return [...issues, ...more];
    },
  };
}
