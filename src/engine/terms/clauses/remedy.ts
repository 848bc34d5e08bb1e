import type { Edition } from '../../records/terms.ts';
import type { TermsClause } from '../../records/terms-clause.ts';
import { counted, percent, plainly } from '../words.ts';
import { clausesIn, inWords } from './draft.ts';

/** In what form it is paid, and what is left to the customer beside it. */
export function remedyClauses({ payment, remedy }: Edition): TermsClause[] {
  const paid = clausesIn('remedy', 'payment');
  paid.add('Paid as', 'form', payment.form === 'unknown' ? null : inWords(FORMS, payment.form));
  paid.add('Used for', 'against', payment.against);
  paid.add('Transferable', 'transferable', answer(payment.transferable));
  paid.add('Reseller', 'reseller', payment.reseller);
  paid.add('Currency', 'currency', payment.currency);
  paid.add('Lapses', 'expiry', payment.expiry);
  const { list, add } = clausesIn('remedy', 'remedy');
  add('Effort', 'effort_standard', remedy.effort_standard && plainly(remedy.effort_standard));
  add('Sole remedy', 'sole_and_exclusive', answer(remedy.sole_and_exclusive) ?? 'not stated');
  add('Consequential loss', 'consequential_excluded', remedy.consequential_excluded ? 'excluded' : null);
  add('Liability cap', 'liability_cap_ref', remedy.liability_cap_ref);
  add('Lost work', 'lost_work', remedy.lost_work ?? 'not stated');
  add('Nature', 'price_adjustment_not_ld', remedy.price_adjustment_not_ld ? 'a price adjustment, no damages' : null);
  add('Hardware fixed', 'spec_lock', answer(remedy.spec_lock) ?? 'not stated');
  add('Termination', 'termination', remedy.termination.map(ends).join('; ') || 'no right seen');
  return [...paid.list, ...list];
}

function ends({ below, months, of, scope }: Edition['remedy']['termination'][number]): string {
  const when = of ? `in ${counted(months, 'month')} of ${counted(of, 'month')}` : `for ${counted(months, 'month')}`;
  return `of the ${plainly(scope)} where it is below ${percent(below)} ${when}`;
}

function answer(value: boolean | null): string | null {
  return value === null ? null : value ? 'yes' : 'no';
}

const FORMS: Readonly<Record<string, string>> = {
  invoice_credit: 'a credit on an invoice',
  usage_balance: 'usage balance',
  voucher: 'a voucher',
  service_time: 'time of service',
  refund: 'money',
};
