import { groupSamples, type SampleGroup } from './credit/units/unit-samples.ts';
import type { CaseRecords } from './records/case-records.ts';
import type { Issue } from './records/issue.ts';
import { matchesAny } from './select.ts';

/** Rows of error-rate files that decide nothing: no contract speaks of them, or the day of the case comes before their end. */
export function unreadSamples(records: CaseRecords): Issue[] {
  const rows = records.outages.samples ?? [];
  if (rows.length === 0) return [];
  const groups = groupSamples(records);
  const later = rows.length - groups.reduce((count, group) => count + group.rows.length, 0);
  const unread = new Map<string, number>();
  for (const group of groups.filter((one) => !isSpokenOf(one, records))) {
    const name = `${group.vendor} ${group.services.join(', ')}`;
    unread.set(name, (unread.get(name) ?? 0) + group.rows.length);
  }
  return [
    ...[...unread].map(
      ([name, count]): Issue => ({
        code: 'engine/samples-without-contract',
        severity: 'note',
        message: `${count} rows of ${name}: no contract of the case speaks of that service, so they decide nothing`,
        fix: 'add its terms under contracts, or correct the service; `makewhole terms list` shows the library',
      }),
    ),
    ...(later === 0 ? [] : [leftOut(later)]),
  ];
}

function leftOut(count: number): Issue {
  return {
    code: 'engine/samples-after-case',
    severity: 'note',
    message: `${count} rows of error-rate files end after the day of the case and are left out`,
  };
}

function isSpokenOf(group: SampleGroup, { contracts }: CaseRecords): boolean {
  return contracts.some(
    ({ terms }) =>
      terms.vendor === group.vendor &&
      terms.versions.some(({ commitments }) =>
        commitments.some(({ covers }) => group.services.some((service) => matchesAny(covers.services, service))),
      ),
  );
}
