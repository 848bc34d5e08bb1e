import type { RunEvent } from '../records/run.ts';
import type { Checkpoint } from './checkpoints.ts';
import type { Segment } from './segments.ts';

/** The step a process went on from, as its log shows it. */
export interface ResumeEvidence {
  /** The step lies in [least, most]. One value where the log names it or logs every step. */
  readonly least: number;
  readonly most: number;
  readonly event: RunEvent;
}

/** null: the segment shows nothing of where it began. */
export function resumeEvidence(segment: Segment, usualGap: number): ResumeEvidence | null {
  const load = [...segment.loadStarts, ...segment.loadEnds]
    .filter((event) => event.step !== null)
    .sort((a, b) => a.at - b.at)
    .at(-1);
  if (load) return { least: load.step as number, most: load.step as number, event: load };
  const [sample] = segment.samples;
  if (!sample) return null;
  const gap = gapOf(segment) ?? usualGap;
  return { least: Math.max(0, sample.step - gap), most: sample.step - 1, event: sample.event };
}

/** Steps from one proved step to the next, as this log is wont: 1 where every step is logged. null: it proves one only. */
export function gapOf(segment: Segment): number | null {
  const gaps = segment.samples.flatMap((sample) => sample.steps ?? []).sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)] ?? null;
}

/** The checkpoint a run went on from, and how that is known. */
export interface Restored {
  readonly step: number;
  readonly checkpoint: Checkpoint | null;
  readonly evidence: ResumeEvidence | null;
  /** What the rule alone would have restored: the newest durable checkpoint; null: none, so from scratch. */
  readonly rule: Checkpoint | null;
  /** What the log shows is not what the rule says. */
  readonly disagrees: boolean;
}

/**
 * The rule: the newest checkpoint committed by the failure, valid, in a tier that survived; none is step 0. Where the
 * log of the next process shows another step, that is a measurement and wins.
 */
export function restoredFrom(checkpoints: readonly Checkpoint[], evidence: ResumeEvidence | null): Restored {
  const usable = checkpoints.filter((checkpoint) => checkpoint.durability !== 'not-durable');
  const rule = usable.find((checkpoint) => !checkpoint.corrupt) ?? null;
  const ruled = rule?.step ?? 0;
  if (!evidence) return { step: ruled, checkpoint: rule, evidence, rule, disagrees: false };
  const agrees = evidence.least <= ruled && ruled <= evidence.most;
  if (agrees) return { step: ruled, checkpoint: rule, evidence, rule, disagrees: false };
  const shown =
    checkpoints.find((checkpoint) => evidence.least <= checkpoint.step && checkpoint.step <= evidence.most) ?? null;
  return { step: shown?.step ?? evidence.least, checkpoint: shown, evidence, rule, disagrees: true };
}
