import type { Sql } from '../sql.ts';

/** Usage types whose part after the colon is an instance type: `USW2-BoxUsage:p5.48xlarge` (research/billing.md 5). */
const INSTANCE_USAGE = ['BoxUsage:', 'SpotUsage:', 'Reservation:', 'UnusedBox:', 'DedicatedUsage:'];

export function instanceTypeOfUsage(usageType: Sql): Sql {
  const tests = INSTANCE_USAGE.map((kind) => `contains(${usageType}, '${kind}')`).join(' OR ');
  return `CASE WHEN ${tests} THEN split_part(${usageType}, ':', 2) END`;
}
