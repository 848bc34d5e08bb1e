import { anyPromise, downWords, type LintRule } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'node-replacement',
  title: 'No time is promised for replacing a broken node',
  held: 'Replacement has a time limit',
  weight: 82,
  costs: 'A broken node may stay away for days; the job waits, or runs on fewer GPUs than were paid for.',
  strongest: STRONGEST.replacement,
  ask: 'A healthy node of the same fabric block takes over within an agreed number of hours from detection or ticket, whichever is first; each hour begun after that is credited at a multiple of the price of the node.',
  check: (contract) =>
    anyPromise(contract, (promise) => {
      const holds =
        REPLACE.test(downWords(promise)) ||
        promise.credits.some(({ pays_for, trigger }) => pays_for === 'delay' || REPLACE.test(trigger?.text ?? ''));
      return {
        holds,
        field: 'metric',
        says: holds ? 'a commitment speaks of it' : 'no commitment speaks of replacement or repair',
      };
    }),
};

const REPLACE = /\b(replac\w*|repair\w*|swap\w*|rma)\b|replace_|hardware_/i;
