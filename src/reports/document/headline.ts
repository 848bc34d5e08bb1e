import { isZero } from '../../engine/values/exact.ts';
import type { Report } from '../report-schema.ts';
import type { Block, Phrase } from './blocks.ts';
import { figure, isOpen, number, reasonAt, valueAt } from './figures.ts';
import { data, join, minute, ref, say, sentence, strong, time, words } from './phrases.ts';

/** Name of the case, and one sentence with the four numbers: claimable, cost, coverage, next deadline. */
export function headline(report: Report): Block[] {
  const parts = [claim(report), cost(report), coverage(report), deadline(report)].filter((part) => part.length > 0);
  return [
    {
      kind: 'title',
      text: say`${data(report.case.name)}`,
      under: say`Service credit beside outage cost, as of ${minute(report.case.asOf)}, amounts in ${data(report.case.currency)}`,
    },
    { kind: 'lead', text: [...join(parts, '; '), words('.')] },
  ];
}

function claim(report: Report): Phrase {
  const { incidents, credits, summary } = report;
  const claimable = valueAt(report, 'summary.credit.base');
  if (credits.length === 0 && incidents.length === 0)
    return say`The case holds no outage, so there is nothing to claim`;
  if (credits.length === 0)
    return say`No contract of the case was found to cover the outage, so no credit was computed`;
  if (claimable === null)
    return say`What is claimable is ${strong(say`undetermined`)} (${because(report, 'summary.credit.base')})`;
  if (!isZero(claimable))
    return say`${strong([figure(report, 'summary.credit.base')])} is claimable${by(report, 'summary.credit')}`;
  if (summary.worth && worthSomething(report)) {
    return say`Nothing is claimable yet: with the evidence that is missing it would be ${strong([figure(report, 'summary.worth.base')])}${by(report, 'summary.worth')}`;
  }
  return say`Nothing is claimable${by(report, 'summary.credit')}`;
}

function by(report: Report, place: string): Phrase {
  if (!isOpen(report, place)) return [];
  return say` (${number(report, `${place}.low`)} to ${number(report, `${place}.high`)}, depending on how the contract is read)`;
}

function worthSomething(report: Report): boolean {
  const worth = valueAt(report, 'summary.worth.high');
  return worth === null || !isZero(worth);
}

function cost(report: Report): Phrase {
  const total = valueAt(report, 'summary.loss.total');
  if (report.losses.length + report.otherLosses.length === 0) {
    return say`no training run or other loss is in the case, so no cost was computed`;
  }
  if (total === null)
    return say`what the outage cost is ${strong(say`undetermined`)} (${because(report, 'summary.loss.total')})`;
  if (isZero(total)) return say`the records show no cost of the outage`;
  return say`the outage cost ${strong([figure(report, 'summary.loss.total')])}`;
}

function coverage(report: Report): Phrase {
  const share = valueAt(report, 'summary.coverage.base');
  const claimable = valueAt(report, 'summary.credit.base');
  if (share === null || claimable === null || isZero(claimable)) return [];
  const shown = strong([figure(report, 'summary.coverage.base')]);
  return share.compare(1n) > 0
    ? say`the credit is more than the cost (${shown} of it)`
    : say`the credit covers ${shown} of it`;
}

function deadline({ summary, credits, creditGroups }: Report): Phrase {
  if (!summary.nextDeadline) return [];
  const { date, claim: id } = summary.nextDeadline;
  const credit = credits.find((one) => one.id === id);
  const row = creditGroups.find((group) => credit && group.members.includes(credit.ref));
  return say`next deadline ${strong([time(date)])}, claim ${row ? ref(row.ref) : data(id)}`;
}

function because(report: Report, place: string): Phrase {
  return say`${sentence(reasonAt(report, place) ?? '')}`;
}
