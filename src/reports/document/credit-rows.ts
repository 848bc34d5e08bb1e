import type { Report, ReportCredit, ReportCreditGroup } from '../report-schema.ts';
import type { Phrase } from './blocks.ts';
import { data, plural, say } from './phrases.ts';

const RANK: readonly ReportCredit['status'][] = [
  'claimable',
  'insufficient-evidence',
  'undetermined',
  'forfeited',
  'not-met',
  'not-covered',
  'no-sla',
];

/** One row of the report: a credit, or many with the same outcome, and the first of them. */
export interface CreditRow {
  readonly group: ReportCreditGroup;
  readonly first: ReportCredit;
  readonly members: readonly ReportCredit[];
}

/** Rows in the order of what a reader can act on. */
export function creditRows(report: Report): CreditRow[] {
  const byRef = new Map(report.credits.map((credit) => [credit.ref, credit]));
  const rows = report.creditGroups.map((group) => {
    const members = group.members.flatMap((name) => byRef.get(name) ?? []);
    return { group, members, first: members[0] as ReportCredit };
  });
  return rows.sort((a, b) => RANK.indexOf(a.first.status) - RANK.indexOf(b.first.status));
}

/** Which promise, of which contract, for what and when. */
export function promise({ first, members }: CreditRow): Phrase {
  const unit =
    members.length === 1
      ? say`${data(first.scope.unit)} ${data(first.scope.id)}`
      : say`${plural(members.length, '', 'units')} (${data(first.scope.unit)})`;
  const period = first.period ? say`, ${data(first.period.id)}` : [];
  return say`${data(first.terms)} ${data(first.commitment)}: ${unit}${period}`;
}

/** The day to keep: the earliest one that is not yet missed, else the last that was. */
export function fileBy({ first }: CreditRow): ReportCredit['deadlines'][number] | null {
  const sorted = [...first.deadlines].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const open = sorted.find((deadline) => !deadline.missed && deadline.done === null);
  return open ?? sorted.find((deadline) => !deadline.missed) ?? sorted.at(-1) ?? null;
}

/** Whether the answer is no, and nothing that the reader does would change it. */
export function isSettled({ status }: ReportCredit): boolean {
  return RANK.indexOf(status) > RANK.indexOf('forfeited');
}

/** {@link promise} without the words for the unit: the table has little room, and what stands behind a row says them. */
export function promiseInBrief({ first, members }: CreditRow): Phrase {
  const one = first.scope.id === '*' ? [] : say`, ${data(first.scope.id)}`;
  const which = members.length === 1 ? one : say`, ${plural(members.length, '', 'units')}`;
  const when = first.period ? say`, ${data(first.period.id)}` : [];
  return say`${data(first.terms)} ${data(first.commitment)}${when}${which}`;
}
