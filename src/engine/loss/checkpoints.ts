import type { RunEvent, Tier } from '../records/run.ts';
import type { Instant } from '../values/instant.ts';
import { hasToken } from './notes.ts';
import type { Save, Segment } from './segments.ts';

/** What the rule says of one checkpoint at the moment of a failure. */
export type Durability = 'durable' | 'not-durable' | 'unknown';

export interface Checkpoint {
  readonly step: number;
  readonly tier: Tier | null;
  readonly durability: Durability;
  /** The line that proves it, or the last one known of it. */
  readonly event: RunEvent;
  readonly why: string;
  readonly corrupt: boolean;
}

export interface CheckpointQuestion {
  /** Process lives up to the failure, oldest first. */
  readonly segments: readonly Segment[];
  /** t_f, or the line that reports the failure: what was committed by then is safe. */
  readonly cutoff: Instant;
  /** The tiers for which this log writes commits: where it does, a save without one is not durable. */
  readonly committedTiers: ReadonlySet<Tier | null>;
  /** The tiers that outlived the failure, beside `remote`. */
  readonly survived: readonly Tier[];
}

/**
 * The checkpoints in tiers that outlived the failure, newest first. `memory` dies with its node and its peer, `local`
 * with its node, unless something says that they did not (research/training.md 5.4, E16). A checkpoint whose tier is
 * not given is taken as remote.
 */
export function checkpointsAt(question: CheckpointQuestion): Checkpoint[] {
  const { segments, survived } = question;
  const saves = segments.flatMap((segment) => segment.saves);
  return saves
    .filter((save) => save.tier === null || save.tier === 'remote' || survived.includes(save.tier))
    .flatMap((save) => checkpointOf(save, saves, question) ?? [])
    .sort((a, b) => b.step - a.step || rank(b) - rank(a));
}

/** The tiers that the lines around a failure say have survived: the note of the failure, or where the load came from. */
export function survivingTiers(failure: RunEvent | null, loads: readonly RunEvent[]): Tier[] {
  const tiers = loads.flatMap((load) => load.tier ?? []);
  if (failure && hasToken(failure, 'memory-survived')) tiers.push('memory');
  if (failure && hasToken(failure, 'local-survived')) tiers.push('local');
  return [...new Set(tiers)];
}

function checkpointOf(save: Save, all: readonly Save[], question: CheckpointQuestion): Checkpoint | null {
  const { cutoff, committedTiers } = question;
  const lines = [save.started, save.done, save.committed].flatMap((line) => line ?? []);
  const event = lines.filter((line) => line.at <= cutoff).at(-1);
  if (!event) return null;
  const corrupt = lines.some((line) => hasToken(line, 'corrupt'));
  const found = (durability: Durability, why: string): Checkpoint => ({
    step: save.step,
    tier: save.tier,
    durability,
    event,
    why,
    corrupt,
  });
  if (save.committed)
    return save.committed.at <= cutoff
      ? found('durable', 'committed')
      : found('not-durable', 'committed only after the failure');
  if (committedTiers.has(save.tier)) return found('not-durable', 'saved, but no commit is logged for it');
  if (save.done) {
    return save.done.at <= cutoff
      ? found('unknown', 'written; this log has no commit lines, so that it was durable is assumed')
      : found('not-durable', 'still being written at the failure');
  }
  const laterSave = all.some(
    (other) => other.started && save.started && other.started.at > save.started.at && other.started.at <= cutoff,
  );
  return laterSave
    ? found('unknown', 'a later save began after it, so that it was durable is assumed')
    : found('not-durable', 'only its start is logged');
}

function rank(checkpoint: Checkpoint): number {
  return { durable: 2, unknown: 1, 'not-durable': 0 }[checkpoint.durability];
}
