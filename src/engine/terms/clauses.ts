import type { Commitment, Edition } from '../records/terms.ts';
import type { TermsClause } from '../records/terms-clause.ts';
import { baseClauses } from './clauses/base.ts';
import { claimClauses } from './clauses/claim.ts';
import { creditClauses } from './clauses/credit.ts';
import { exclusionClauses } from './clauses/exclusions.ts';
import { limitClauses, stackingClauses } from './clauses/limits.ts';
import { measureClauses, periodClauses } from './clauses/measure.ts';
import { matchingClauses, promiseClauses } from './clauses/promise.ts';
import { remedyClauses } from './clauses/remedy.ts';

/** The clauses of one commitment. */
export function commitmentClauses(commitment: Commitment): TermsClause[] {
  return [
    ...promiseClauses(commitment),
    ...measureClauses(commitment),
    ...creditClauses(commitment),
    ...baseClauses(commitment),
    ...limitClauses(commitment),
    ...matchingClauses(commitment),
  ];
}

/** The clauses that hold for all commitments of an edition. */
export function editionClauses(edition: Edition): TermsClause[] {
  return [
    ...periodClauses(edition),
    ...stackingClauses(edition),
    ...claimClauses(edition),
    ...exclusionClauses(edition),
    ...remedyClauses(edition),
  ];
}
