import type { Commitment, Edition, Terms } from '../records/terms.ts';
import { CLAUSE_GROUPS, type KnownClause } from '../records/terms-clause.ts';
import type { ComparedClause, ComparedSide, Difference, TermsComparison } from '../records/terms-comparison.ts';
import { commitmentClauses, editionClauses } from './clauses.ts';
import { listSources } from './known.ts';
import { spanOf } from './page.ts';

export interface Compared {
  readonly terms: Terms;
  readonly edition: Edition;
  /** Null: all of the edition's, paired by their ids. */
  readonly commitment: Commitment | null;
}

/** Two editions, or two vendors, topic by topic: only what differs. */
export function compareTerms(left: Compared, right: Compared): TermsComparison {
  const { pairs, onlyLeft, onlyRight } = pairUp(left, right);
  const compared = pairs.map(([one, other]) => {
    const result = compareClauses(clausesOf(left, commitmentClauses(one)), clausesOf(right, commitmentClauses(other)));
    return { left: one.id, right: other.id, ...result };
  });
  const whole = compareClauses(
    clausesOf(left, editionClauses(left.edition)),
    clausesOf(right, editionClauses(right.edition)),
  );
  return {
    left: sideOf(left),
    right: sideOf(right),
    pairs: compared.map(({ left: one, right: other, differences }) => ({ left: one, right: other, differences })),
    differences: whole.differences,
    onlyLeft,
    onlyRight,
    same: compared.reduce((sum, { same }) => sum + same, whole.same),
  };
}

function sideOf({ terms, edition, commitment }: Compared): ComparedSide {
  return { id: terms.id, title: terms.document.title, edition: spanOf(edition), commitment: commitment?.id ?? null };
}

interface Paired {
  readonly pairs: readonly (readonly [Commitment, Commitment])[];
  readonly onlyLeft: readonly string[];
  readonly onlyRight: readonly string[];
}

/** Those that were named, else those of one id; where one is left on either side, those two. */
function pairUp(left: Compared, right: Compared): Paired {
  const lefts = left.commitment ? [left.commitment] : left.edition.commitments;
  const rights = right.commitment ? [right.commitment] : right.edition.commitments;
  const [one, other] = [lefts[0], rights[0]];
  if (one && other && lefts.length === 1 && rights.length === 1)
    return { pairs: [[one, other]], onlyLeft: [], onlyRight: [] };
  const pairs = lefts.flatMap((commitment): [Commitment, Commitment][] => {
    const match = rights.find(({ id }) => id === commitment.id);
    return match ? [[commitment, match]] : [];
  });
  const paired = new Set(pairs.map(([{ id }]) => id));
  return {
    pairs,
    onlyLeft: lefts.map(({ id }) => id).filter((id) => !paired.has(id)),
    onlyRight: rights.map(({ id }) => id).filter((id) => !paired.has(id)),
  };
}

function clausesOf({ edition }: Compared, clauses: Parameters<ReturnType<typeof listSources>['know']>[0][]) {
  const { know } = listSources(edition);
  // How a promise is found in bills and logs is ours, not the contract's.
  return clauses.filter(({ group }) => group !== 'matching').map(know);
}

const UNSTATED = /^(not stated|none stated|not known|none seen|no right seen)$/;

function compareClauses(lefts: readonly KnownClause[], rights: readonly KnownClause[]) {
  const left = byTopic(lefts);
  const right = byTopic(rights);
  const keys = [...new Set([...left.keys(), ...right.keys()])];
  const differences: Difference[] = [];
  let same = 0;
  for (const key of keys) {
    const [one, other] = [left.get(key), right.get(key)];
    const clause = (one ?? other) as Topic;
    if (one?.says === other?.says) same += 1;
    else if (!(isSilent(one) && isSilent(other)))
      differences.push({
        group: clause.group,
        topic: clause.topic,
        rule: clause.rule,
        left: toSide(one),
        right: toSide(other),
      });
  }
  return { differences: inOrder(differences), same };
}

type Topic = KnownClause;

/** Clauses of one topic as one: a document may have several deadlines. */
function byTopic(clauses: readonly KnownClause[]): Map<string, Topic> {
  const topics = new Map<string, Topic>();
  for (const clause of clauses) {
    const key = [clause.group, clause.rule ?? '', clause.topic].join('|');
    const known = topics.get(key);
    topics.set(key, known ? { ...known, says: `${known.says}; ${clause.says}` } : clause);
  }
  return topics;
}

function isSilent(topic: Topic | undefined): boolean {
  return topic === undefined || UNSTATED.test(topic.says);
}

function toSide(topic: Topic | undefined): ComparedClause | null {
  return topic ? { says: topic.says, field: topic.field, grade: topic.grade, place: topic.place } : null;
}

function inOrder(differences: readonly Difference[]): Difference[] {
  return [...differences].sort((a, b) => CLAUSE_GROUPS.indexOf(a.group) - CLAUSE_GROUPS.indexOf(b.group));
}
