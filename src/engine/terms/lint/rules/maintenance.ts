import { eachPromise, type LintRule } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'maintenance',
  title: 'Maintenance does not count, or nobody says whether it does',
  held: 'Maintenance counts',
  weight: 70,
  costs: 'Every stop for maintenance costs a restart and the steps since the last checkpoint, whatever it is called.',
  strongest: STRONGEST.maintenance,
  ask: 'An allowance of hours a month, with notice, in windows the customer picks; everything else counts as down.',
  check: (contract) =>
    eachPromise(contract, ({ metric: { maintenance } }) => ({
      holds:
        maintenance.counts === 'yes' ||
        maintenance.customer_chosen === true ||
        (maintenance.counts === 'beyond_allowance' && maintenance.allowance_minutes !== null),
      field: 'metric.maintenance',
      says: MAINTENANCE[maintenance.counts],
    })),
};

const MAINTENANCE = {
  yes: 'counts as downtime',
  no: 'does not count',
  beyond_allowance: 'counts beyond an allowance',
  silent: 'not stated',
} as const;
