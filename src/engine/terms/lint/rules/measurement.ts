import { eachPromise, type LintRule } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'measurement',
  title: 'The vendor’s own measurement decides',
  held: 'The customer’s measurement counts',
  weight: 68,
  costs: 'What the vendor’s monitor did not see did not happen; a dispute has no rule.',
  strongest: STRONGEST.quorum,
  ask: 'The provider exports health node by node every 60 seconds; the customer’s monitors are admissible; where they differ a rule decides, and missing provider data counts as down.',
  check: (contract) =>
    eachPromise(contract, ({ metric: { measurement } }) => ({
      holds:
        ['customer', 'monitor_quorum'].includes(measurement.source) ||
        (measurement.source === 'both' && measurement.tie_break !== null),
      field: 'metric.measurement',
      says: `${SOURCES[measurement.source]}${measurement.tie_break ? '' : ', no rule for a difference'}`,
    })),
};

const SOURCES = {
  vendor: 'the vendor’s measurement',
  customer: 'the customer’s logs',
  both: 'the vendor’s records and the customer’s logs',
  monitor_quorum: 'a quorum of monitors',
  unstated: 'nobody is named',
} as const;
