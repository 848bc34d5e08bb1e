import { assess } from '../assess.ts';
import type { Assessment, CreditAssessment, Deadline } from '../records/assessment.ts';
import type { CaseRecords, Contract } from '../records/case-records.ts';
import type { ChargeSelector } from '../records/charge.ts';
import type { Commitment, Edition } from '../records/terms.ts';
import { type Exact, HUNDRED, max, sum, ZERO } from '../values/exact.ts';
import type { Instant } from '../values/instant.ts';
import type { Month } from '../values/period.ts';

/** What one contract pays for one month: the better of levels that exclude each other, as the report adds them up. */
export interface Claim {
  readonly contract: Contract;
  readonly edition: Edition;
  /** The one that pays more under the default readings, and the others. */
  readonly commitment: Commitment;
  readonly others: readonly Commitment[];
  readonly month: Month;
  readonly credits: readonly CreditAssessment[];
  readonly low: Exact;
  readonly base: Exact | null;
  readonly high: Exact | null;
  /** Amounts that the whole of it can come to, under each reading and level. */
  readonly totals: readonly Exact[];
  /** The same of each unit alone. */
  readonly ofUnits: readonly Exact[];
  /** What each row of the tier table would pay, whatever row is the right one. */
  readonly tiers: readonly { readonly percent: Exact; readonly amount: Exact }[];
  /** Regions of its incidents; none: anywhere. */
  readonly regions: readonly string[];
  readonly incidentBegin: Instant;
  readonly deadlines: readonly Deadline[];
  /** Columns of a credit's row that tell its service; the rows of a credit name no resource. */
  readonly services: readonly ChargeSelector[];
}

/**
 * The claims of a case as if each had been made in time: a credit that was paid months ago must not be called forfeited
 * because its deadline has passed since.
 */
export function claimsOf(records: CaseRecords, assessment: Assessment): Claim[] {
  const inTime = assess({ ...records, contracts: records.contracts.map(withoutDeadlines) });
  const groups = new Map<string, CreditAssessment[]>();
  for (const credit of inTime.credits) {
    if (credit.period === null || (credit.status !== 'claimable' && credit.status !== 'undetermined')) continue;
    const key = JSON.stringify([credit.terms, credit.edition, credit.period.id]);
    groups.set(key, [...(groups.get(key) ?? []), credit]);
  }
  return [...groups.values()].flatMap((credits) =>
    credits.some(({ status }) => status === 'claimable') ? (claimOf(credits, records, assessment) ?? []) : [],
  );
}

function claimOf(credits: readonly CreditAssessment[], records: CaseRecords, assessment: Assessment): Claim | null {
  const first = credits[0] as CreditAssessment;
  const contract = records.contracts.find(({ terms }) => terms.id === first.terms);
  const edition = contract?.terms.versions.find((one) => one.edition === first.edition);
  if (!contract || !edition || !first.period) return null;
  const levels = levelsOf(credits, edition);
  const best = levels.reduce((a, b) => ((b.base ?? ZERO).compare(a.base ?? ZERO) > 0 ? b : a));
  const incidents = assessment.incidents.filter(({ id }) => credits.some((credit) => credit.incidents.includes(id)));
  const known = (edge: 'base' | 'high') => {
    const values = levels.map((level) => level[edge]);
    return values.includes(null) ? null : max(ZERO, ...(values as Exact[]));
  };
  const judged = new Map(assessment.credits.map((credit) => [credit.id, credit]));
  return {
    contract,
    edition,
    commitment: best.commitment,
    others: levels.flatMap(({ commitment }) => (commitment === best.commitment ? [] : [commitment])),
    month: first.period,
    credits: best.credits,
    low: max(ZERO, ...levels.map(({ low }) => low)),
    base: known('base'),
    high: known('high'),
    totals: levels.flatMap(totalsOf),
    ofUnits: levels.flatMap(({ credits: own }) => own.flatMap(amountsOf)),
    tiers: tiersOf(best),
    regions: regionsOf(credits, incidents),
    incidentBegin: Math.min(...incidents.map(({ span }) => span.begin), first.period.end),
    deadlines: judged.get(first.id)?.deadlines ?? [],
    services: servicesOf(edition.commitments.filter(({ id }) => credits.some(({ commitment }) => commitment === id))),
  };
}

/** The credits of one commitment, all units together. */
interface Level {
  readonly commitment: Commitment;
  readonly credits: readonly CreditAssessment[];
  readonly low: Exact;
  readonly base: Exact | null;
  readonly high: Exact | null;
}

function levelsOf(credits: readonly CreditAssessment[], edition: Edition): Level[] {
  return edition.commitments.flatMap((commitment) => {
    const own = credits.filter((credit) => credit.commitment === commitment.id);
    if (own.length === 0) return [];
    const total = (edge: 'low' | 'base' | 'high') => {
      const values = own.map((credit) => credit.credit[edge].value);
      return values.includes(null) ? null : sum(values as Exact[]);
    };
    const low = sum(own.flatMap((credit) => credit.credit.low.value ?? []));
    return [{ commitment, credits: own, low, base: total('base'), high: total('high') }];
  });
}

function totalsOf({ credits, low, base, high }: Level): Exact[] {
  const only = credits.length === 1 ? credits.flatMap(amountsOf) : [];
  return aboveZero([low, base, high, ...only]);
}

function amountsOf({ credit: { low, base, high }, readings }: CreditAssessment): Exact[] {
  return aboveZero([low, base, high, ...readings.map(({ credit }) => credit)].map(({ value }) => value));
}

function aboveZero(amounts: readonly (Exact | null)[]): Exact[] {
  return amounts.flatMap((amount) => (amount && amount.compare(ZERO) > 0 ? [amount] : []));
}

function tiersOf({ commitment, credits }: Level): Claim['tiers'] {
  const charges = credits.map(({ base }) => base?.value ?? null);
  if (charges.includes(null)) return [];
  const base = sum(charges as Exact[]);
  return commitment.credits.flatMap((rule) => {
    if (rule.rule !== 'tiers') return [];
    const rows = [rule.tiers, ...rule.levels.map((level) => level.tiers)].flatMap((tiers) => tiers ?? []);
    return rows.map(({ percent }) => ({ percent, amount: base.mul(percent).div(HUNDRED) }));
  });
}

function regionsOf(credits: readonly CreditAssessment[], incidents: Assessment['incidents']): string[] {
  const named = credits.flatMap(({ scope }) => (scope.level === 'region' ? [scope.id] : []));
  return [...new Set([...named, ...incidents.flatMap(({ blastRadius }) => blastRadius.regions)])].sort();
}

function servicesOf(commitments: readonly Commitment[]): ChargeSelector[] {
  return commitments
    .flatMap(({ covers }) => covers.charges)
    .map(({ x_ServiceCode, ServiceName }) => ({
      ...(x_ServiceCode && { x_ServiceCode }),
      ...(ServiceName && { ServiceName }),
    }))
    .filter((selector) => Object.keys(selector).length > 0);
}

function withoutDeadlines(contract: Contract): Contract {
  const versions = contract.terms.versions.map((edition) => ({
    ...edition,
    claim: { ...edition.claim, steps: [], claimant: [] },
  }));
  return { ...contract, terms: { ...contract.terms, versions } };
}
