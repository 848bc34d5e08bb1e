import { billingMonthOf } from '../credit/money/charge-sums.ts';
import type { CaseRecords } from '../records/case-records.ts';
import type { ClaimOutcome, ClaimReceipt, ReceivedCredit } from '../records/reconciliation.ts';
import { minorPlaces } from '../values/currency.ts';
import { type Exact, isZero, roundTo, sum, toDecimal } from '../values/exact.ts';
import { formatDay } from '../values/instant.ts';
import { addMonths, monthOf } from '../values/period.ts';
import type { Claim } from './claims.ts';
import { describeIssue, dueOf } from './due.ts';
import type { Match } from './match.ts';
import { creditTrace } from './vendors.ts';

export interface Circumstances {
  readonly records: CaseRecords;
  readonly match: Match | null;
  /** Credits that fit this claim and others alike. */
  readonly ambiguous: readonly ReceivedCredit[];
  /** Service credits of the vendor in the months of the claim that belong to no claim. */
  readonly loose: readonly ReceivedCredit[];
}

type Verdict = Pick<ClaimReceipt, 'outcome' | 'because' | 'certainty'>;

/** What came of a claim. */
export function receiptOf(id: string, claim: Claim, circumstances: Circumstances): ClaimReceipt {
  const { match } = circumstances;
  const total = match && sum(match.credits.map(({ amount }) => amount as Exact));
  const due = dueOf(claim);
  const verdict =
    match && total ? withCredits(claim, match, total, circumstances) : withoutCredits(claim, due, circumstances);
  return {
    id,
    vendor: claim.contract.terms.vendor,
    terms: claim.contract.terms.id,
    edition: claim.edition.edition,
    commitment: claim.commitment.id,
    alternatives: claim.others.map((other) => other.id),
    month: claim.month.id,
    credits: claim.credits.map((credit) => credit.id),
    low: claim.low,
    base: claim.base,
    high: claim.high,
    ...verdict,
    received: match?.credits.map((credit) => credit.id) ?? [],
    receivedTotal: total,
    difference: total && claim.base && total.sub(claim.base),
    claimBy: claim.deadlines.at(-1)?.date ?? null,
    due,
  };
}

function withCredits(claim: Claim, match: Match, total: Exact, { records, ambiguous }: Circumstances): Verdict {
  const { currency } = records;
  const places = minorPlaces(currency);
  const against = (edge: Exact) => roundTo(total, places).compare(roundTo(edge, places));
  const money = (amount: Exact) => `${toDecimal(amount, places)} ${currency}`;
  const { low, high, month } = claim;
  const isSure = ({ kind, incidentMonth }: ReceivedCredit) =>
    kind === 'certain' && (match.by === 'cent' || incidentMonth === month.id);
  const certainty = match.credits.every(isSure) ? 'certain' : 'possible';
  const say = (outcome: ClaimOutcome, because: string): Verdict => ({
    outcome,
    certainty,
    because: `${because} (${match.says})`,
  });
  if (against(low) < 0 && ambiguous.length > 0)
    return say('undetermined', `${money(low.sub(total))} short, and ${namesOf(ambiguous)} fits this claim and others`);
  if (against(low) < 0) return say('short-paid', `${money(low.sub(total))} less than the least that any reading gives`);
  if (high === null) return say('undetermined', 'a part of the claim is undetermined');
  if (against(high) > 0) return say('overpaid', `${money(total.sub(high))} more than the most that any reading gives`);
  return say('paid', low.equals(high) ? 'what the terms give' : 'within what the readings of the terms give');
}

function withoutCredits(claim: Claim, due: ClaimReceipt['due'], { records, ambiguous, loose }: Circumstances): Verdict {
  const say = (outcome: ClaimOutcome, because: string): Verdict => ({ outcome, certainty: null, because });
  const { vendor } = claim.contract.terms;
  const { issue } = claim.edition.claim;
  if (ambiguous.length > 0)
    return say('undetermined', `${namesOf(ambiguous)} fits this claim and others; nothing in the case decides`);
  if (due && records.asOf < due.earliest)
    return say(
      'not-yet-due',
      `the terms give the vendor until ${formatDay(due.earliest - 1)} at the earliest, even for a claim made at once (${due.clause.says})`,
    );
  const trace = creditTrace(vendor);
  if (trace.shows === 'nowhere' || trace.shows === 'unknown') return say('undetermined', trace.says);
  if (isZero(claim.low)) return say('undetermined', 'some readings of the terms give nothing for it');
  if (loose.length > 0)
    return say(
      'undetermined',
      `${namesOf(loose)} of ${vendor} belongs to no claim of the case and may be for this one`,
    );
  if (!due || !issue) return say('undetermined', 'the terms do not say when the vendor applies a credit');
  const counts = describeIssue(issue);
  if (due.latest === null)
    return say('undetermined', `the terms count ${counts}, and name no last day for the claim: no day can be told`);
  const last = formatDay(due.latest - 1);
  if (records.asOf < due.latest)
    return say(
      'undetermined',
      `the terms count ${counts}, which the case does not state; for a claim made on its last day that is ${last}`,
    );
  const lacking = monthsWithoutBill(claim, due.latest, records);
  if (lacking.length > 0)
    return say('undetermined', `the case holds no bill of ${vendor} for ${lacking.join(', ')}, where it may stand`);
  return say(
    'missing',
    `no bill up to ${last} shows it: the day by which it was due (${counts}) if it was claimed on the last day`,
  );
}

/** Months from the incident's to the one in which the credit was due that no charge of the vendor is billed in. */
function monthsWithoutBill({ contract, month }: Claim, until: number, { bill }: CaseRecords): string[] {
  const own = bill.charges.filter((charge) => charge.x_Vendor === contract.terms.vendor);
  const billed = new Set(own.map(billingMonthOf));
  const last = monthOf(until - 1, month.zone).id;
  const lacking: string[] = [];
  for (let at = month; at.id <= last; at = addMonths(at, 1)) if (!billed.has(at.id)) lacking.push(at.id);
  return lacking;
}

function namesOf(credits: readonly ReceivedCredit[]): string {
  return credits.map(({ id }) => id).join(', ');
}
