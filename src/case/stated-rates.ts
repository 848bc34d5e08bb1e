import type { Bill, BillNeeds, Charge } from '../engine/records/charge.ts';
import type { Issue, Result } from '../engine/records/issue.ts';
import { checkTwice } from '../parsers/billing/rate-card/check-twice.ts';
import { priceUsage } from '../parsers/billing/rate-card/price-usage.ts';
import type { RateCard } from '../parsers/billing/rate-card/rate-card.ts';
import { reservedCharges } from '../parsers/billing/rate-card/reserve.ts';
import { statedBill } from '../parsers/billing/rate-card/stated-bill.ts';
import { refuseUnfit } from './bill-uses.ts';

export interface StatedRates {
  readonly cards: readonly RateCard[];
  /** Usage without cost, hour by hour, of the files of the bill that hold it. */
  readonly usage: readonly Charge[];
  readonly needs: BillNeeds;
  /** ISO 4217, where the case states one. */
  readonly currency?: string;
}

/** The bill with what the rate cards of the case state: their reservations, and prices for usage that has no cost. */
export function withStatedRates(bill: Bill, { cards, usage, needs, currency }: StatedRates): Result<Bill> {
  const counted = new Set(bill.files.filter(({ use }) => use === 'usage').map(({ file }) => file));
  const billed = bill.charges.filter((charge) => !counted.has(charge.x_SourceFile));
  const { value: priced, issues } = priceUsage(usage, cards);
  const vendors = new Set(
    cards.filter(({ rates }) => rates.some((rate) => priced.used.has(rate))).map((card) => card.vendorKey),
  );
  const unfit = refuseUnfit(
    bill.files,
    ({ use, vendors: names }) => use === 'usage' && names.some((name) => vendors.has(name)),
  );
  const stated = cards.map((card) => {
    const charges = [
      ...priced.charges.filter(({ x_SourceFile }) => x_SourceFile === card.file),
      ...reservedCharges(card, needs),
    ];
    return { card, charges, file: statedBill(card, charges, priced.used, needs) };
  });
  const rest = priced.charges.filter(({ x_SourceFile }) => counted.has(x_SourceFile));
  return {
    value: {
      files: [...bill.files, ...stated.map(({ file }) => file)],
      charges: [...billed, ...rest, ...stated.flatMap(({ charges }) => charges)],
    },
    issues: [
      ...unfit,
      ...issues,
      ...checkTwice(cards, billed, usage),
      ...checkCurrencies(cards, billed, currency),
      ...stated.filter(({ charges }) => charges.length > 0).map(({ card }) => noteStated(card)),
    ],
  };
}

/** Costs in several currencies are never added. */
function checkCurrencies(cards: readonly RateCard[], billed: readonly Charge[], currency: string | undefined): Issue[] {
  const known = [currency, billed[0]?.BillingCurrency, cards[0]?.currency].find((code) => code !== undefined);
  return cards
    .filter((card) => card.currency !== known)
    .map((card) => ({
      code: 'billing/mixed-currencies',
      severity: 'error',
      message: `The rate card is in ${card.currency} and the case in ${known}; currencies are never added.`,
      origin: { file: card.file },
      fix: 'State the prices in the currency of the case.',
    }));
}

function noteStated({ file, document }: RateCard): Issue {
  return {
    code: 'billing/stated-charges',
    severity: 'warning',
    message: `The charges of ${file} are stated by the customer after ${document}, and billed by nobody.`,
    origin: { file },
    fix: 'Keep the document at hand: every figure that names this file rests on it.',
  };
}
