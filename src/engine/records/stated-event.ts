import type { Exact } from '../values/exact.ts';
import type { Instant } from '../values/instant.ts';
import type { Origin } from './issue.ts';

/** Something that a contract pays for and no log shows, as the user states it: lost data, a crash, a part that came late. */
export interface StatedEvent {
  /** The credit rule it falls under: its id, or `commitment.rule` where two commitments have rules of that id. */
  readonly rule: string;
  readonly at: Instant;
  /** When the instance was last started, or what is late was confirmed; null: not stated. */
  readonly begin: Instant | null;
  /** null: the account, for promises to a whole account. */
  readonly unit: string | null;
  /** How many alike. */
  readonly count: Exact;
  /** What proves it, as the user names it. */
  readonly document: string | null;
  readonly origin: Origin;
}
