import type { ClauseGroup } from '../../engine/records/terms-clause.ts';

export const GROUP_TITLES: Readonly<Record<ClauseGroup, string>> = {
  promise: 'Promise',
  measure: 'Measure',
  credit: 'Credit',
  base: 'What the percentage is of',
  limits: 'Limits',
  matching: 'Found by',
  claim: 'How to claim',
  exclusions: 'What does not count',
  remedy: 'What else it gives, and takes',
};
