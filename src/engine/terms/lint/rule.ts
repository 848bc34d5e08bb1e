import type { StrongestTerm } from '../../records/lint.ts';
import type { Commitment, Edition } from '../../records/terms.ts';

/** What a rule looks at: an edition, and those of its commitments that are promises. */
export interface LintContract {
  readonly edition: Edition;
  readonly promises: readonly Commitment[];
}

/** A clause that a rule judged; `field` is its path in the edition. */
export interface Spot {
  readonly commitment: string | null;
  readonly field: string;
  readonly says: string;
}

/** Either list may be empty; both are, where the rule has nothing to judge. */
export interface LintAnswer {
  readonly lacks: readonly Spot[];
  readonly holds: readonly Spot[];
}

/** One matter that a buyer would negotiate. One file in rules/ each. */
export interface LintRule {
  readonly id: string;
  /** What the contract lacks, as a headline. */
  readonly title: string;
  /** What it has, where it has it. */
  readonly held: string;
  readonly weight: number;
  /** What the lack costs the buyer, in one sentence. */
  readonly costs: string;
  readonly strongest: StrongestTerm;
  /** What to ask for. Our own words, no vendor's. */
  readonly ask: string;
  readonly check: (contract: LintContract) => LintAnswer;
}

/** A matter that every promise must settle for itself. */
export function eachPromise(
  { promises }: LintContract,
  judge: (promise: Commitment) => { readonly holds: boolean; readonly field: string; readonly says: string } | null,
): LintAnswer {
  const judged = promises.flatMap((promise) => {
    const answer = judge(promise);
    return answer ? [{ ...answer, spot: spotOf(promise, answer.field, answer.says) }] : [];
  });
  return {
    lacks: judged.filter(({ holds }) => !holds).map(({ spot }) => spot),
    holds: judged.filter(({ holds }) => holds).map(({ spot }) => spot),
  };
}

/** A matter that is settled once one promise settles it. */
export function anyPromise(
  contract: LintContract,
  judge: (promise: Commitment) => { readonly holds: boolean; readonly field: string; readonly says: string } | null,
): LintAnswer {
  const { lacks, holds } = eachPromise(contract, judge);
  return holds.length > 0 ? { lacks: [], holds } : { lacks, holds };
}

/** A matter of the whole edition. */
export function ofEdition(holds: boolean, field: string, says: string): LintAnswer {
  const spot: Spot = { commitment: null, field, says };
  return holds ? { lacks: [], holds: [spot] } : { lacks: [spot], holds: [] };
}

function spotOf({ id }: Commitment, field: string, says: string): Spot {
  return { commitment: id, field: field === '' ? `commitments.${id}` : `commitments.${id}.${field}`, says };
}

/** Everything that says when a promise is broken, as one text to look words up in. A unit's name is no such clause. */
export function downWords({ metric }: Commitment): string {
  const signals = metric.signals.map(({ id, down_when, codes }) => [id, down_when, ...codes].join(' '));
  return [...signals, ...metric.conditions].join(' ');
}
