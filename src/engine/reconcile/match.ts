import type { ReceivedCredit } from '../records/reconciliation.ts';
import { type Exact, sum } from '../values/exact.ts';
import type { Claim } from './claims.ts';
import { canBeFor, isOneOf, nearTier } from './fit.ts';
import { pairUp } from './pair-up.ts';

/** What was received for one claim, and how that is known. */
export interface Match {
  readonly credits: readonly ReceivedCredit[];
  /** To the cent; or near a row of the tier table; or because nothing else of the case can be meant. */
  readonly by: 'cent' | 'tier' | 'only';
  readonly says: string;
}

export interface Matching {
  readonly matches: ReadonlyMap<Claim, Match>;
  /** Credits that fit several claims alike, with those claims. None of them is taken. */
  readonly ambiguous: ReadonlyMap<ReceivedCredit, readonly Claim[]>;
}

/**
 * Ties received credits to claims, the surest ties first, each credit to one claim at most. Where a credit fits several
 * claims and nothing decides, it is tied to none.
 */
export function matchCredits(
  claims: readonly Claim[],
  received: readonly ReceivedCredit[],
  currency: string,
): Matching {
  const matches = new Map<Claim, Match>();
  const ambiguous = new Map<ReceivedCredit, readonly Claim[]>();
  const used = new Set<ReceivedCredit>();
  const open = () => claims.filter((claim) => !matches.has(claim));
  const left = (...kinds: ReceivedCredit['kind'][]) =>
    received.filter((credit) => kinds.includes(credit.kind) && !used.has(credit) && !ambiguous.has(credit));
  const take = (claim: Claim, match: Match) => {
    matches.set(claim, match);
    for (const credit of match.credits) used.add(credit);
  };
  const single = (
    credits: readonly ReceivedCredit[],
    by: Match['by'],
    fits: (amount: Exact, claim: Claim) => string | null,
  ) => {
    const edge = (credit: ReceivedCredit, claim: Claim) =>
      credit.amount !== null && canBeFor(credit, claim) && fits(credit.amount, claim) !== null;
    for (const group of pairUp(credits, open(), edge)) {
      if (group.pairs === null) {
        for (const credit of group.left) ambiguous.set(credit, group.right);
        continue;
      }
      const alike = group.left.length > group.pairs.size ? '; another credit of the case fits as well' : '';
      for (const [claim, credit] of group.pairs)
        take(claim, { credits: [credit], by, says: `${fits(credit.amount as Exact, claim)}${alike}` });
    }
  };
  const cent = (amount: Exact, claim: Claim) =>
    isOneOf(amount, claim.totals, currency) ? 'the same amount, to the cent' : null;

  single(left('certain', 'possible'), 'cent', cent);
  const unmet = open();
  for (const claim of unmet) {
    const whole = wholeOf(onlyFor(claim, unmet, left('certain', 'possible')), claim, currency);
    if (whole)
      take(claim, { credits: whole, by: 'cent', says: `${whole.length} credits that add up to it, to the cent` });
  }
  single(left('certain', 'possible'), 'tier', nearTier);
  single(left('open'), 'cent', cent);
  // Against the same claims for each: what one claim takes must not decide, unsaid, for whom the rest is.
  const rest = open();
  for (const claim of rest) {
    const own = onlyFor(claim, rest, left('certain', 'possible'));
    if (own.length === 0) continue;
    const each = own.every(({ amount }) => isOneOf(amount as Exact, claim.ofUnits, currency));
    const says = each ? 'each the amount of one unit, to the cent' : 'no other claim of the case fits';
    take(claim, { credits: own, by: each ? 'cent' : 'only', says });
  }
  for (const credit of left('certain', 'possible')) {
    const fits = rest.filter((claim) => canBeFor(credit, claim));
    if (fits.length > 0) ambiguous.set(credit, fits);
  }
  return { matches, ambiguous };
}

/** Credits with an amount that can be for this claim and for no other that is open. */
function onlyFor(claim: Claim, open: readonly Claim[], credits: readonly ReceivedCredit[]): ReceivedCredit[] {
  return credits.filter(
    (credit) => credit.amount !== null && open.every((one) => canBeFor(credit, one) === (one === claim)),
  );
}

/** Of several credits all of them, else those of one month, where they add up to the claim. */
function wholeOf(credits: readonly ReceivedCredit[], claim: Claim, currency: string): ReceivedCredit[] | null {
  const months = [...new Set(credits.map(({ month }) => month))];
  const sets = [[...credits], ...months.map((month) => credits.filter((credit) => credit.month === month))];
  const found = sets.find(
    (set) => set.length > 1 && isOneOf(sum(set.map(({ amount }) => amount as Exact)), claim.totals, currency),
  );
  return found ?? null;
}
