import type { Block, Phrase, Row } from '../document/blocks.ts';
import { body, count, data, inCurrency, names, opening, ref, say, time, words } from '../document/phrases.ts';
import type { ReconciliationRecord } from '../schema/reconciliation.ts';
import { money } from './amounts.ts';
import { kindPiece } from './words.ts';

const MOST_ROWS = 40;

/** Service credits that came in, those that are tied to no claim, and what other credits the bills hold. */
export function received(record: ReconciliationRecord): Block[] {
  const { received: all, limits } = record;
  return [
    { kind: 'heading', level: 2, text: say`Credits received` },
    ...(all.length > 0
      ? table(record)
      : [{ kind: 'paragraph', text: say`The bills show no service credit, and none is stated.` } as const]),
    ...loose(record),
    ...others(record),
    ...(limits.length > 0 ? [{ kind: 'list', items: limits.map((limit) => say`${opening(limit)}`) } as const] : []),
  ];
}

function table({ received: all, claims, case: { currency } }: ReconciliationRecord): Block[] {
  const claimOf = (name: string) => claims.filter((claim) => claim.received.includes(name)).map((claim) => claim.ref);
  const shown = all.slice(0, MOST_ROWS);
  const left = all.length - shown.length;
  const rows = shown.map((one): Row => {
    const what = [one.vendor, one.service, one.region].filter((part) => part !== null).join(' ');
    const text = one.description === null ? [] : say`: ${data(one.description)}`;
    return body(
      ref(one.ref),
      one.month === null ? words('unknown') : time(one.month),
      say`${data(what)}${text} (${data(one.origin.file)}${place(one)})`,
      kindPiece(one.kind),
      money(one.amount, currency, `${one.ref}.amount`),
      names(claimOf(one.ref)),
    );
  });
  return [
    {
      kind: 'table',
      columns: [
        { title: 'Ref', type: 'ref' },
        { title: 'Issued', type: 'time' },
        { title: 'What', type: 'text' },
        { title: 'Is one', type: 'status' },
        { title: inCurrency('Amount', currency), type: 'money' },
        { title: 'For', type: 'text' },
      ],
      rows,
    },
    ...(left > 0 ? [{ kind: 'note', text: say`${count(left)} more in the JSON record.` } as const] : []),
    { kind: 'list', items: shown.map((one) => say`${ref(one.ref)}: ${opening(one.shownBy)}`) },
  ];
}

function place({ origin }: ReconciliationRecord['received'][number]): Phrase {
  return origin.line === null ? [] : say`:${data(String(origin.line))}`;
}

function loose({ loose: all }: ReconciliationRecord): Block[] {
  if (all.length === 0) return [];
  const items = all.map(({ received: name, because, claims }) => {
    const maybe = claims.length > 0 ? say` It may be for ${names(claims)}.` : [];
    return say`${ref(name)}: ${opening(because)}${maybe}`;
  });
  return [
    { kind: 'heading', level: 3, text: say`Received, and tied to no claim` },
    { kind: 'list', items },
  ];
}

function others({ otherCredits, case: { currency } }: ReconciliationRecord): Block[] {
  if (otherCredits.length === 0) return [];
  return [
    { kind: 'heading', level: 3, text: say`Other credits and adjustments of the bills` },
    {
      kind: 'table',
      columns: [
        { title: 'What they show', type: 'text' },
        { title: 'Rows', type: 'quantity' },
        { title: inCurrency('Amount', currency), type: 'money' },
      ],
      rows: otherCredits.map(({ shownBy, rows, amount }, index) =>
        body(data(shownBy), count(rows), money(amount, currency, `otherCredits.${index}.amount`)),
      ),
    },
  ];
}
