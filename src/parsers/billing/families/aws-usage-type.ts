import { anyOf, choose, type Sql } from '../sql.ts';

/**
 * Kinds of usage whose part after the colon is an instance type: `USW2-BoxUsage:p5.48xlarge`, the fee of a Capacity Block
 * and capacity that is reserved, used or idle as well (AWS: "Capacity Reservation billing and usage reports").
 */
const INSTANCE_USAGE = [
  'BoxUsage:',
  'SpotUsage:',
  'Reservation:',
  'UnusedBox:',
  'DedicatedUsage:',
  'DedicatedRes:',
  'UnusedDed:',
  'CapacityBlockFee:',
];

/** Most usage types have no colon at all: one test for those. SageMaker names its own: `USE1-Cluster:ml.p5.48xlarge`. */
export function instanceTypeOfUsage(usageType: Sql): Sql {
  const type = `split_part(${usageType}, ':', 2)`;
  const told = choose([
    [anyOf(INSTANCE_USAGE.map((kind) => `contains(${usageType}, '${kind}')`)), type],
    [`contains(${usageType}, ':ml.')`, `replace(${type}, '-Reserved', '')`],
  ]);
  return choose([[`contains(${usageType}, ':')`, told]]);
}

/** Capacity that is reserved and idle: `USE2-UnusedBox:p5.48xlarge`. */
export function isIdleUsage(usageType: Sql): Sql {
  return `(contains(${usageType}, 'UnusedBox:') OR contains(${usageType}, 'UnusedDed'))`;
}

/** The fee of a Capacity Block, dated at the block's start and not spread by AWS (research/billing.md 5). */
export function isBlockFee(usageType: Sql): Sql {
  return `contains(${usageType}, 'CapacityBlockFee:')`;
}

/** A support plan, by its service code: `AWSSupportEnterprise`, `AWSDeveloperSupport`. */
export function isSupport(serviceCode: Sql): Sql {
  return `(starts_with(${serviceCode}, 'AWS') AND contains(${serviceCode}, 'Support'))`;
}

/** `used` or `Unused` as FOCUS spells it; null for `reserved` and anything else. */
export function usedOrUnused(status: Sql): Sql {
  return `CASE lower(${status}) WHEN 'used' THEN 'Used' WHEN 'unused' THEN 'Unused' END`;
}
