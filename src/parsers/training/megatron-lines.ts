import { type Exact, exact, parseDecimal } from '../../engine/values/exact.ts';

/** What one line of a Megatron log says. Stamps are texts still: the log does not name its zone. */
export type MegatronFact =
  | {
      readonly kind: 'iteration';
      /** null before about 2024, when iteration lines had no stamp. */
      readonly stamp: string | null;
      readonly step: number;
      /** Mean over the log interval. */
      readonly stepSeconds: Exact | null;
    }
  /** `[before the start of training step] datetime: ...` and its like. */
  | { readonly kind: 'phase'; readonly phase: string; readonly stamp: string }
  | { readonly kind: 'saving'; readonly step: number }
  | { readonly kind: 'saved'; readonly step: number; readonly local: boolean }
  /** null: nothing was loaded, training starts from random. */
  | { readonly kind: 'loaded'; readonly step: number | null }
  /** How long the save held up training. */
  | { readonly kind: 'save-time'; readonly seconds: Exact }
  | { readonly kind: 'world'; readonly gpus: number }
  /** A line about something else, with a time. */
  | { readonly kind: 'stamped'; readonly stamp: string };

const STAMP = String.raw`\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?`;
/** `[default7]:` of torchrun, `[rank0]:`, `12:` of srun --label. */
const RANK = /^\s{0,16}(?:\[[a-z]{1,10}\d{1,6}\]:|\d{1,6}: )?\s{0,16}/i;
const LEADING_STAMP = new RegExp(String.raw`^\[(${STAMP})\]`);
// Not anchored: the outputs of two ranks may share a line. Every repetition is bounded.
const ITERATION = new RegExp(
  String.raw`(?:\[(${STAMP})\]\s{0,4})?\biteration {1,12}(\d{1,12})\/ {0,12}\d{1,12} {1,4}\|`,
  'g',
);
const PHASE = new RegExp(String.raw`\[([a-z][^\[\]]{1,120})\] datetime: (${STAMP})(?=\D)`);
const SAVING = /\bsaving checkpoint at iteration {1,12}(\d{1,12})(?=\D)/;
const SAVED = /\bsuccessfully saved (local )?checkpoint (?:from|at) iteration {1,12}(\d{1,12})(?=\D)/;
const LOADED = /\bat iteration {1,12}(\d{1,12})(?=\D)/;
const SAVE_TIME =
  /^\s{0,16}(?:time \(ms\) \|.{0,2000})?\bsave-checkpoint(?: \.{2,80})?: (?:\(\d{1,12}(?:\.\d{1,9})?, )?(\d{1,12}(?:\.\d{1,9})?)(?=[^\d.])\)?/;
const WORLD = /\busing world size: (\d{1,9}),/;
const ELAPSED = /^\s{0,4}elapsed time per iteration \((ms|s)\):\s{0,12}(\S{1,40})\s{0,4}$/;

/**
 * Reads one line of at most 64 KiB; `ended` says that a line break follows. Usually one fact or none; several where ranks
 * share the line.
 * Spellings: Megatron-LM before and after 2024, Megatron-DeepSpeed (seconds, `lm-loss`, rank prefixes).
 */
export function readMegatronLine(line: string, ended: boolean): MegatronFact[] {
  // A number at the very end of a line that was cut off may lack digits: the break is what ends a number.
  const text = `${line.replace(RANK, '')}${ended ? '\n' : ''}`;
  const iterations = line.includes('iteration') ? readIterations(text) : [];
  if (iterations.length > 0) return iterations;
  const fact = readOther(text);
  return fact ? [fact] : [];
}

function readIterations(text: string): MegatronFact[] {
  const matches = [...text.matchAll(ITERATION)];
  return matches.map((match, index) => {
    const fields = text.slice(match.index + match[0].length, matches[index + 1]?.index).split('|', 32);
    // The last piece may be cut off in the middle of a number.
    return {
      kind: 'iteration',
      stamp: match[1] ?? null,
      step: Number(match[2]),
      stepSeconds: elapsedIn(fields.slice(0, -1)),
    };
  });
}

function elapsedIn(fields: readonly string[]): Exact | null {
  for (const field of fields) {
    const [, unit, value = ''] = ELAPSED.exec(field) ?? [];
    if (!unit) continue;
    const elapsed = parseDecimal(value) ?? null;
    if (elapsed === null || elapsed.s <= 0n) return null;
    return unit === 'ms' ? elapsed.div(exact(1000)) : elapsed;
  }
  return null;
}

function readOther(text: string): MegatronFact | null {
  const phase = PHASE.exec(text);
  if (phase) return { kind: 'phase', phase: phase[1] as string, stamp: phase[2] as string };
  const saved = SAVED.exec(text);
  if (saved) return { kind: 'saved', step: Number(saved[2]), local: saved[1] !== undefined };
  const saving = SAVING.exec(text);
  if (saving) return { kind: 'saving', step: Number(saving[1]) };
  if (text.includes('successfully loaded checkpoint')) {
    const loaded = LOADED.exec(text);
    return loaded ? { kind: 'loaded', step: Number(loaded[1]) } : null;
  }
  if (text.includes('will not load any checkpoints and will start from random')) return { kind: 'loaded', step: null };
  const saveTime = SAVE_TIME.exec(text);
  const milliseconds = saveTime ? parseDecimal(saveTime[1] as string) : undefined;
  if (milliseconds) return { kind: 'save-time', seconds: milliseconds.div(exact(1000)) };
  const world = WORLD.exec(text);
  if (world) return { kind: 'world', gpus: Number(world[1]) };
  const stamp = LEADING_STAMP.exec(text);
  return stamp ? { kind: 'stamped', stamp: stamp[1] as string } : null;
}
