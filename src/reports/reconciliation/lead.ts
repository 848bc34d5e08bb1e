import type { Block, Phrase } from '../document/blocks.ts';
import { count, data, join, minute, plural, say, words } from '../document/phrases.ts';
import type { ReconciliationRecord } from '../schema/reconciliation.ts';
import { OUTCOMES } from './words.ts';

/** Name of the case, and one sentence with what agrees and what does not. */
export function lead(record: ReconciliationRecord): Block[] {
  const parts = [...invoicePart(record), ...claimPart(record), ...loosePart(record)];
  return [
    {
      kind: 'title',
      text: say`${data(record.case.name)}`,
      under: say`Bills against invoices and received credits, as of ${minute(record.case.asOf)}, amounts in ${data(record.case.currency)}`,
    },
    {
      kind: 'lead',
      text: parts.length > 0 ? [...join(parts, '; '), words('.')] : say`The case states no invoice and holds no claim.`,
    },
  ];
}

function invoicePart({ invoices }: ReconciliationRecord): Phrase[] {
  if (invoices.length === 0) return [];
  const agree = invoices.filter(({ status }) => status === 'agrees').length;
  return [say`${count(agree)} of ${plural(invoices.length, 'invoice agrees', 'invoices agree')}`];
}

function claimPart({ claims }: ReconciliationRecord): Phrase[] {
  if (claims.length === 0) return [];
  const counted = Object.entries(OUTCOMES).flatMap(([outcome, [name]]): Phrase[] => {
    const number = claims.filter((claim) => claim.outcome === outcome).length;
    return number === 0 ? [] : [say`${count(number)} ${words(name)}`];
  });
  return [say`${plural(claims.length, 'claim', 'claims')}: ${join(counted, ', ')}`];
}

function loosePart({ loose }: ReconciliationRecord): Phrase[] {
  return loose.length === 0
    ? []
    : [say`${plural(loose.length, 'received credit is', 'received credits are')} tied to no claim`];
}
