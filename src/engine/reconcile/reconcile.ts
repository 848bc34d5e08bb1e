import type { Assessment } from '../records/assessment.ts';
import type { CaseRecords } from '../records/case-records.ts';
import type { LooseCredit, ReceivedCredit, Reconciliation, StatedReceipts } from '../records/reconciliation.ts';
import { type Exact, sum } from '../values/exact.ts';
import { type Claim, claimsOf } from './claims.ts';
import { isOfVendor } from './fit.ts';
import { compareInvoice } from './invoices.ts';
import { type Matching, matchCredits } from './match.ts';
import { receiptOf } from './outcome.ts';
import { receivedCredits } from './received.ts';
import { creditTrace } from './vendors.ts';

/**
 * Bills against the invoices that the user states, and claims against the credits that came in. Pure: the same records
 * give the same answer. `records.bill` must have been read with {@link BillNeeds.credits}.
 */
export function reconcile(records: CaseRecords, assessment: Assessment, stated: StatedReceipts): Reconciliation {
  const { currency, bill } = records;
  const claims = claimsOf(records, assessment);
  const all = receivedCredits(bill.charges, stated.credits, currency);
  const matching = matchCredits(claims, all, currency);
  const tied = new Set([...matching.matches.values()].flatMap(({ credits }) => credits));
  const received = all.filter(
    (credit) => isServiceCredit(credit) || tied.has(credit) || matching.ambiguous.has(credit),
  );
  const free = received.filter((credit) => !tied.has(credit) && !matching.ambiguous.has(credit));
  const receipts = claims.map((claim, index) =>
    receiptOf(`P${index + 1}`, claim, {
      records,
      match: matching.matches.get(claim) ?? null,
      ambiguous: [...matching.ambiguous].flatMap(([credit, fits]) => (fits.includes(claim) ? [credit] : [])),
      loose: free.filter((credit) => isOfVendor(credit, claim)),
    }),
  );
  const invoices = stated.invoices.map((invoice, index) => compareInvoice(`V${index + 1}`, invoice, records));
  const loose = looseCredits(received, tied, claims, matching);
  return {
    invoices,
    claims: receipts,
    received,
    loose,
    otherCredits: otherCredits(all.filter((credit) => !received.includes(credit))),
    limits: limitsOf(claims, all),
    bills: bill.files,
    settled:
      invoices.every(({ status }) => status === 'agrees') &&
      receipts.every(({ outcome }) => outcome === 'paid' || outcome === 'not-yet-due') &&
      loose.length === 0,
  };
}

function isServiceCredit({ kind }: ReceivedCredit): boolean {
  return kind === 'certain' || kind === 'possible';
}

function looseCredits(
  received: readonly ReceivedCredit[],
  tied: ReadonlySet<ReceivedCredit>,
  claims: readonly Claim[],
  { ambiguous }: Matching,
): LooseCredit[] {
  const nameOf = (claim: Claim) => `P${claims.indexOf(claim) + 1}`;
  return received.flatMap((credit) => {
    if (tied.has(credit)) return [];
    const several = ambiguous.get(credit);
    if (several)
      return [
        {
          received: credit.id,
          because: 'it fits several claims, and nothing in the case decides',
          claims: several.map(nameOf),
        },
      ];
    const near = claims.filter((claim) => isOfVendor(credit, claim));
    const because =
      credit.amount === null
        ? 'its row gives no billed cost'
        : near.length === 0
          ? 'the case has no claim against this vendor in the months before it'
          : 'the claims of these months are met by other credits, or are for another service or region';
    return [{ received: credit.id, because, claims: near.map(nameOf) }];
  });
}

function otherCredits(credits: readonly ReceivedCredit[]): Reconciliation['otherCredits'] {
  const kinds = [...new Set(credits.map(({ shownBy }) => shownBy))].sort();
  return kinds.map((shownBy) => {
    const own = credits.filter((credit) => credit.shownBy === shownBy);
    const amounts = own.map(({ amount }) => amount);
    return {
      shownBy,
      rows: own.reduce((rows, credit) => rows + credit.rows, 0),
      amount: amounts.includes(null) ? null : sum(amounts as Exact[]),
    };
  });
}

/** What the exports of the vendors concerned cannot show, once each. */
function limitsOf(claims: readonly Claim[], received: readonly ReceivedCredit[]): string[] {
  const vendors = [
    ...claims.map(({ contract }) => contract.terms.vendor),
    ...received.filter(isServiceCredit).flatMap(({ vendor }) => vendor ?? []),
  ];
  return [...new Set(vendors)].sort().map((vendor) => creditTrace(vendor).says);
}
