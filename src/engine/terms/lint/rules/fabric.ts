import { signalsOf } from '../promise-words.ts';
import { anyPromise, downWords, type LintRule } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'fabric',
  title: 'A fault of the network between the nodes does not count',
  held: 'The network between nodes counts',
  weight: 95,
  costs: 'A synchronous job stops when its nodes cannot reach each other at speed; each node by itself is still up.',
  strongest: STRONGEST.fabric,
  ask: 'The cluster is down while fewer than the contracted nodes reach each other over the fast network, or while an agreed benchmark of it stays below a share of the acceptance result.',
  check: (contract) =>
    anyPromise(contract, (promise) => ({
      holds: promise.scope.aggregation === 'pairwise' || FABRIC.test(downWords(promise)),
      field: 'metric.signals',
      says: signalsOf(promise),
    })),
};

const FABRIC =
  /\b(fabric|infiniband|rdma|roce|efa|nvlink|high-speed bus|interconnect of)\b|high_speed|fabric_|nvlink_/i;
