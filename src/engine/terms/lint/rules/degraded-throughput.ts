import { anyPromise, type LintRule } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'degraded-throughput',
  title: 'Slow is not down',
  held: 'Throughput is promised',
  weight: 75,
  costs: 'A cluster at half its speed costs as much as one at full speed, and pays nothing.',
  strongest: STRONGEST.throughput,
  ask: 'Below an agreed share of the throughput of the acceptance run, the time counts as down in proportion.',
  check: (contract) =>
    anyPromise(contract, ({ metric, level_type }) => {
      const holds = level_type === 'performance' || ['latency_attainment', 'goodput'].includes(metric.kind);
      return {
        holds,
        field: 'metric.kind',
        says: holds ? 'a speed is promised' : 'up or down, and nothing in between',
      };
    }),
};
