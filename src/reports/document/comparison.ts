import { isZero } from '../../engine/values/exact.ts';
import type { Report } from '../report-schema.ts';
import type { Block, Phrase } from './blocks.ts';
import { edgesOf, figure, inThree, reasonAt, valueAt } from './figures.ts';
import { body, explained, ref, say, sentence, words } from './phrases.ts';

/** The credit beside the loss, by reading. */
export function comparison(report: Report): Block[] {
  if (report.credits.length === 0 && report.losses.length + report.otherLosses.length === 0) return [];
  const row = (name: string, places: readonly [string, string, string], short: string) =>
    body(words(name), ...inThree(report, places), ref(short));
  const loss = 'summary.loss.total';
  const uncovered = row('Uncovered economic loss', uncoveredPlaces(report), 'uncovered');
  return [
    { kind: 'heading', level: 2, text: say`Credit beside loss` },
    {
      kind: 'table',
      columns: [
        { title: money(report), type: 'text' },
        { title: 'Low credit', type: 'money' },
        { title: 'Base', type: 'money' },
        { title: 'High credit', type: 'money' },
        { title: 'Ref', type: 'ref' },
      ],
      rows: [
        row('Cost of the outage', [loss, loss, loss], 'loss'),
        row('Claimable credit', edgesOf('summary.credit'), 'credit'),
        { ...uncovered, role: 'total' },
        row('Coverage, %', edgesOf('summary.coverage'), 'coverage'),
      ],
    },
    ...verdict(report).map((text) => ({ kind: 'paragraph', text }) as const),
  ];
}

// A high credit leaves a low rest: each column shows the rest that its own credit leaves, so that it adds up.
function uncoveredPlaces(report: Report): readonly [string, string, string] {
  const [low, base, high] = ['summary.uncovered.low', 'summary.uncovered.base', 'summary.uncovered.high'] as const;
  const [least, most] = [valueAt(report, low), valueAt(report, high)];
  return least && most && least.compare(most) > 0 ? [low, base, high] : [high, base, low];
}

function verdict(report: Report): Phrase[] {
  const said: Phrase[] = [];
  const share = valueAt(report, 'summary.coverage.base');
  if (share !== null && share.compare(1n) > 0)
    said.push(say`The credit is more than the computed loss: nothing of it is left uncovered.`);
  const reason = reasonAt(report, 'summary.coverage.base');
  if (reason !== null) said.push(say`Coverage is undetermined: ${sentence(reason)}.`);
  const credit = valueAt(report, 'summary.credit.base');
  if (credit !== null && isZero(credit) && report.summary.worth)
    said.push(
      say`Credits that lack evidence are not in this table; their worth is ${figure(report, 'summary.worth.base')}${explained('worth')}.`,
    );
  return said;
}

function money({ case: { currency } }: Report): string {
  return /^[A-Z]{3}$/.test(currency) ? currency : '';
}
