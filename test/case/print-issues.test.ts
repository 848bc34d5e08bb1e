import { expect, test } from 'vitest';
import { printIssues } from '../../src/case/print-issues.ts';
import type { Issue } from '../../src/engine/records/issue.ts';

const issue = (more: Partial<Issue> = {}): Issue => ({
  code: 'outages/zone-less-time',
  severity: 'error',
  message: 'The time has no zone.',
  ...more,
});

test('place, the line that is meant, what is wrong, what to do', () => {
  const text = printIssues([
    issue({
      origin: { file: 'probes.csv', line: 3, column: 7 },
      excerpt: '2025-10-20 07:00,gpu,1',
      fix: 'State the zone.',
    }),
  ]);
  expect(text).toBe(
    'error[outages/zone-less-time] probes.csv:3:7\n    2025-10-20 07:00,gpu,1\n  The time has no zone.\n  State the zone.\n',
  );
});

test('an issue without a place or a remedy prints neither', () => {
  expect(printIssues([issue()])).toBe('error[outages/zone-less-time]\n  The time has no zone.\n');
  expect(printIssues([issue({ origin: { file: 'a.csv' } })])).toContain('] a.csv\n');
});

test('errors come first, and beyond twenty the rest is counted', () => {
  const many = [
    ...Array.from({ length: 19 }, () => issue({ severity: 'warning' })),
    issue(),
    issue({ severity: 'note' }),
    issue(),
    issue({ severity: 'note' }),
  ];
  const text = printIssues(many);
  expect(text.match(/^(error|warning|note)\[/gm)).toEqual([
    'error[',
    'error[',
    ...Array.from({ length: 18 }, () => 'warning['),
  ]);
  expect(text).toMatch(/\n1 more warning, 2 more notes, not shown\.\n$/);
});

test('nothing prints nothing', () => {
  expect(printIssues([])).toBe('');
});

test('a file is called what the caller wants it called', () => {
  expect(printIssues([issue({ origin: { file: 'a.csv', line: 1 } })], (label) => `cases/${label}`)).toContain(
    'cases/a.csv:1\n',
  );
});

test('text from files cannot steer the terminal or forge an issue', () => {
  const hostile = '\u001b[2Jx\nerror[fake] y\r\u202e\u0007';
  const text = printIssues([
    issue({ origin: { file: hostile, line: 1 }, excerpt: hostile, message: hostile, fix: hostile }),
  ]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose.
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
  expect(text.match(/^\w+\[/gm)).toHaveLength(1);
});
