import type { Exact } from '../values/exact.ts';
import type { Interval } from '../values/interval.ts';
import type { Origin } from './issue.ts';
import type { Scope } from './outage.ts';

/**
 * What one interval of a service came to, as the customer counted it: how many requests failed, or what level was
 * reached. For a share of allocated time `requests` are the units allocated and `errors` those lost.
 */
export interface LevelSample extends Interval {
  readonly vendor: string;
  readonly services: readonly string[];
  readonly scope: Scope;
  /** What the contract tells apart: a type of request, a storage class, a model. null: nothing is told apart. */
  readonly dimension: string | null;
  /** null: the row holds a level instead. `errors` is null where, and only where, `requests` is. */
  readonly requests: Exact | null;
  readonly errors: Exact | null;
  readonly value: Exact | null;
  /** Of `value`, e.g. `tokens_per_s`. */
  readonly unit: string | null;
  readonly origin: Origin;
}
