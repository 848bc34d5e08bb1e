import type { CreditAssessment } from './records/assessment.ts';
import { derived, type Figure, type Range } from './records/figure.ts';
import { type Exact, max, sum, ZERO } from './values/exact.ts';

export type Edge = 'low' | 'base' | 'high';

/** Claims that exclude each other: levels of one contract for the same incident and month. */
export function exclusiveClaims(credits: readonly CreditAssessment[]): CreditAssessment[][] {
  const groups = new Map<string, CreditAssessment[]>();
  for (const entry of credits) {
    if (entry.status !== 'claimable' && entry.status !== 'undetermined') continue;
    const key = JSON.stringify([entry.terms, entry.edition, entry.period?.id]);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return [...groups.values()];
}

/** The claims of a case together, at each edge. What is undetermined stays so, but for the low edge, where what is known is a floor. */
export function claimTotal(
  key: string,
  label: string,
  currency: string,
  groups: readonly CreditAssessment[][],
  pick: (entry: CreditAssessment) => Range,
): Range {
  return ranged((edge) => {
    const parts = acrossServices(
      `summary.${key}.${edge}`,
      groups.map((group) => ({ group, claim: best(`summary.${key}.${edge}`, group, edge, pick, currency) })),
      edge,
      currency,
    );
    const open = parts.find((part) => part.value === null);
    // A claim is never below zero, so what is known is a floor even where another claim is undetermined.
    const known = parts.flatMap((part) => part.value ?? []);
    return derived({
      id: `summary.${key}.${edge}`,
      label,
      value: open && (edge !== 'low' || known.length === 0) ? null : sum(known),
      unit: currency,
      formula: open
        ? known.length > 0 && edge === 'low'
          ? `at least; another claim is undetermined: ${open.formula}`
          : `undetermined: ${open.formula}`
        : parts.length === 0
          ? 'no claim'
          : 'sum of the claims',
      inputs: parts,
    });
  });
}

interface ServiceClaim {
  readonly group: readonly CreditAssessment[];
  readonly claim: Figure;
}

/**
 * Claims for several services of one vendor for one failure. Where the contract credits one of them only, the best
 * counts; where it says nothing, that is the low edge, and their sum the other two. Failures of their own stand apart.
 */
function acrossServices(prefix: string, claims: readonly ServiceClaim[], edge: Edge, currency: string): Figure[] {
  const failures = claims.reduce<ServiceClaim[][]>((groups, claim) => {
    const same = groups.filter((group) => group.some((other) => isOneFailure(claim, other)));
    return [...groups.filter((group) => !same.includes(group)), [...same.flat(), claim]];
  }, []);
  return failures.flatMap((together) => {
    const key = vendorMonth(together[0] as ServiceClaim);
    const figures = together.map(({ claim }) => claim);
    const documents = new Set(together.map(({ group }) => group[0]?.terms));
    const rules = together.flatMap(({ group }) => group.map((entry) => entry.separateServices));
    const exclusive = rules.some((rule) => rule === 'root_cause_only' || rule === 'one_service');
    const isStated = rules.every((rule) => rule !== null);
    if (documents.size < 2 || figures.some((figure) => figure.value === null)) return figures;
    if (!exclusive && (isStated || edge !== 'low')) return figures;
    return [
      derived({
        id: `${prefix}.${key}.${together.map(({ group }) => group[0]?.id).join('-')}`,
        label: `Claims under ${documents.size} documents of ${key.split('.')[0]}`,
        value: max(ZERO, ...figures.map((figure) => figure.value as Exact)),
        unit: currency,
        formula: exclusive
          ? 'the contract credits one service for one failure: the best of the claims'
          : 'the contracts do not say whether credits for several services add up: the best of the claims',
        inputs: figures,
      }),
    ];
  });
}

/** Two claims against one vendor that share an incident; where one service a month is credited, the month is enough. */
function isOneFailure(a: ServiceClaim, b: ServiceClaim): boolean {
  if (vendorMonth(a) !== vendorMonth(b)) return false;
  const incidents = new Set(a.group.flatMap((entry) => entry.incidents));
  const byMonth = [...a.group, ...b.group].some((entry) => entry.separateServices === 'one_service');
  return byMonth || b.group.some((entry) => entry.incidents.some((incident) => incidents.has(incident)));
}

function vendorMonth({ group: [first] }: ServiceClaim): string {
  return `${first?.terms.split('/')[0]}.${first?.period?.id ?? 'all'}`;
}

/** Of several commitments for the same downtime only the better one is taken: adding them up is not stated anywhere. */
function best(
  prefix: string,
  group: readonly CreditAssessment[],
  edge: Edge,
  pick: (entry: CreditAssessment) => Range,
  currency: string,
): Figure {
  const byCommitment = new Map<string, Figure[]>();
  for (const entry of group)
    byCommitment.set(entry.commitment, [...(byCommitment.get(entry.commitment) ?? []), pick(entry)[edge]]);
  const first = group[0] as CreditAssessment;
  const id = `${prefix}.${first.terms.replaceAll('/', '-')}.${first.edition}.${first.period?.id ?? 'all'}`;
  const sums = [...byCommitment].map(([commitment, figures]) => {
    const open = figures.find((figure) => figure.value === null);
    return derived({
      id: `${id}.${commitment}`,
      label: `Claims under ${first.terms}, ${commitment} level`,
      value: open ? null : sum(figures.map((figure) => figure.value as Exact)),
      unit: currency,
      formula: open?.formula ?? 'sum over the units',
      inputs: figures,
    });
  });
  if (sums.length === 1) return sums[0] as Figure;
  const open = sums.find((figure) => figure.value === null);
  return derived({
    id,
    label: `Claims under ${first.terms}`,
    value: open ? null : max(ZERO, ...sums.map((figure) => figure.value as Exact)),
    unit: currency,
    formula: open?.formula ?? 'the better of the levels of one contract',
    inputs: sums,
  });
}

export function ranged(make: (edge: Edge) => Figure): Range {
  return { low: make('low'), base: make('base'), high: make('high') };
}
