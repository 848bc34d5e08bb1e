import { signalsOf } from '../promise-words.ts';
import { anyPromise, downWords, type LintRule } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'gpu-fault',
  title: 'A GPU fault on a reachable host does not count',
  held: 'A GPU fault counts',
  weight: 100,
  costs:
    'A job stops when one GPU falls off the bus or its memory fails; while the host still answers, that time pays nothing.',
  strongest: STRONGEST.telemetry,
  ask: 'A node is healthy only while all its GPUs enumerate without fatal errors, NVLink runs at its rated width and the agreed health check passes; it is down from the first failing sample.',
  check: (contract) =>
    anyPromise(contract, (promise) => ({
      holds: GPU.test(downWords(promise)),
      field: 'metric.signals',
      says: signalsOf(promise),
    })),
};

const GPU = /\b(gpus?|xid|ecc|nvlink|accelerators?|gpu_health|enumerat\w*)\b|gpu_/i;
