import type { Block, Phrase } from '../document/blocks.ts';
import { body, data, inCurrency, names, opening, ref, say, time, words } from '../document/phrases.ts';
import type { ReconciliationRecord } from '../schema/reconciliation.ts';
import { money, moneyIfAny } from './amounts.ts';
import { outcomePiece } from './words.ts';

type Claim = ReconciliationRecord['claims'][number];

const MOST_CREDITS = 6;

/** What the contracts give, each beside what came in for it. */
export function claims({ claims: all, case: { currency } }: ReconciliationRecord): Block[] {
  const heading: Block = { kind: 'heading', level: 2, text: say`Claims and what came in` };
  if (all.length === 0)
    return [heading, { kind: 'paragraph', text: say`No contract of the case gives a credit for its outages.` }];
  return [
    heading,
    {
      kind: 'table',
      columns: [
        { title: 'Ref', type: 'ref' },
        { title: 'Promise', type: 'text' },
        { title: 'Outcome', type: 'status' },
        { title: inCurrency('Low', currency), type: 'money' },
        { title: inCurrency('Claim', currency), type: 'money' },
        { title: inCurrency('High', currency), type: 'money' },
        { title: inCurrency('Received', currency), type: 'money' },
      ],
      rows: all.map((one) =>
        body(
          ref(one.ref),
          say`${data(one.terms)} ${data(one.commitment)}, ${time(one.month)}`,
          outcomePiece(one),
          money(one.claim.low, currency, `${one.ref}.claim.low`),
          money(one.claim.base, currency, `${one.ref}.claim.base`),
          money(one.claim.high, currency, `${one.ref}.claim.high`),
          moneyIfAny(one.receivedTotal, currency, `${one.ref}.receivedTotal`),
        ),
      ),
    },
    {
      kind: 'note',
      text: say`A claim is what the terms give if it is made in time; makewhole explain walks through its credits.`,
    },
    { kind: 'list', items: all.map((one) => because(one, currency)) },
  ];
}

function because(one: Claim, currency: string): Phrase {
  const from = say`${ref(one.ref)} (credits ${names(one.credits, MOST_CREDITS)}) ${outcomePiece(one)}`;
  const by = one.received.length > 0 ? say` Received: ${names(one.received, MOST_CREDITS)}.` : [];
  const difference =
    one.difference === null
      ? []
      : say` Against the claim: ${money(one.difference, currency, `${one.ref}.difference`)}.`;
  const last = one.claimBy === null ? [] : say` Last day to claim: ${time(one.claimBy)}.`;
  const clause = one.due ? say` Clause ${data(one.due.clause.terms)} ${data(one.due.clause.field)}.` : words('');
  return say`${from}: ${opening(one.because)}${by}${difference}${last}${clause}`;
}
