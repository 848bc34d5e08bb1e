import { minorPlaces } from '../../engine/values/currency.ts';
import { fromText, isZero, roundTo } from '../../engine/values/exact.ts';
import type { Block, Phrase } from '../document/blocks.ts';
import { body, count, data, inCurrency, opening, plural, ref, say, time, words } from '../document/phrases.ts';
import type { ReconciliationRecord } from '../schema/reconciliation.ts';
import { money, moneyIfAny } from './amounts.ts';
import { invoicePiece } from './words.ts';

type Invoice = ReconciliationRecord['invoices'][number];

const MOST_CONTRIBUTORS = 10;

/** Each invoice beside the sum of its bills, and what the bills of one that differs consist of. */
export function invoices({ invoices: all, case: { currency } }: ReconciliationRecord): Block[] {
  const heading: Block = { kind: 'heading', level: 2, text: say`Invoices` };
  if (all.length === 0)
    return [
      heading,
      { kind: 'paragraph', text: say`None is stated: --invoice 2025-10=149913.60, or invoices in the case file.` },
    ];
  return [
    heading,
    {
      kind: 'table',
      columns: [
        { title: 'Ref', type: 'ref' },
        { title: 'Month', type: 'time' },
        { title: 'Of', type: 'text' },
        { title: inCurrency('Invoice', currency), type: 'money' },
        { title: inCurrency('Bills', currency), type: 'money' },
        { title: 'Difference', type: 'money' },
        { title: 'Status', type: 'status' },
      ],
      rows: all.map((one) =>
        body(
          ref(one.ref),
          time(one.month),
          one.vendor === null ? words('') : data(one.vendor),
          money(one.invoice, currency, `${one.ref}.invoice`),
          money(one.billed, currency, `${one.ref}.billed`),
          moneyIfAny(one.difference, currency, `${one.ref}.difference`),
          invoicePiece(one.status),
        ),
      ),
    },
    {
      kind: 'note',
      text: say`Difference: invoice less bills. Bills: the billed cost of every category, tax and credits too.`,
    },
    ...all.flatMap((one) => behind(one, currency)),
  ];
}

/** Why an invoice stands as it does, and the parts of its bills where it does not agree. */
function behind(one: Invoice, currency: string): Block[] {
  const exactly = exactDifference(one, currency);
  const document = one.document === null ? [] : [say`Stated with ${data(one.document)}.`];
  const items = [
    say`${opening(one.because)}${exactly}`,
    ...document,
    ...one.hints.map((hint) => say`${opening(hint)}`),
  ];
  const heading: Block = {
    kind: 'heading',
    level: 3,
    text: say`${ref(one.ref)} ${time(one.month)}: ${invoicePiece(one.status)}`,
  };
  if (one.status === 'agrees') return [heading, { kind: 'list', items }];
  return [heading, { kind: 'list', items }, ...contributors(one, currency)];
}

/** A difference that rounding hides is written out. */
function exactDifference({ difference }: Invoice, currency: string): Phrase {
  const value = difference === null ? undefined : fromText(difference);
  if (!value || isZero(value) || roundTo(value, minorPlaces(currency)).equals(value)) return [];
  return say` Exactly: ${data(`${difference} ${currency}`)}.`;
}

function contributors({ ref: name, contributors: all, rows }: Invoice, currency: string): Block[] {
  if (all.length === 0) return [];
  const left = all.length - MOST_CONTRIBUTORS;
  return [
    {
      kind: 'table',
      columns: [
        { title: 'Category', type: 'text' },
        { title: 'Service', type: 'text' },
        { title: 'File', type: 'text' },
        { title: 'Rows', type: 'quantity' },
        { title: inCurrency('Billed', currency), type: 'money' },
      ],
      rows: all
        .slice(0, MOST_CONTRIBUTORS)
        .map((one, index) =>
          body(
            one.nature === null ? data(one.category) : say`${data(one.category)}, ${data(one.nature)}`,
            one.service === null ? words('not stated') : data(one.service),
            data(one.file),
            count(one.rows),
            money(one.billed, currency, `${name}.contributors.${index}.billed`),
          ),
        ),
    },
    {
      kind: 'note',
      text: say`The largest parts of ${plural(rows, 'row', 'rows')}${left > 0 ? say`; ${count(left)} more in the JSON record` : []}.`,
    },
  ];
}
