import type { BillColumns } from '../format.ts';
import { anyOf, choose, literal, type Sql } from '../sql.ts';
import { isCharge, isCommitted, isUnused } from './azure-views.ts';

/** FOCUS categories of Azure's charge types (learn.microsoft.com, finops/focus/convert). */
export function chargeCategory(bill: BillColumns): Sql {
  return choose(
    [
      [isCharge(bill, 'usage'), literal('Usage')],
      [isUnused(bill), literal('Usage')],
      [isCharge(bill, 'purchase'), literal('Purchase')],
      [`${isCharge(bill, 'refund')} AND ${isCommitted(bill)}`, literal('Purchase')],
      // Other refunds may be credits for an outage: Adjustment, where those are looked for.
      [isCharge(bill, 'refund', 'roundingadjustment'), literal('Adjustment')],
      [isCharge(bill, 'tax'), literal('Tax')],
      [isCharge(bill, 'credit'), literal('Credit')],
    ],
    literal('Unknown'),
  );
}

export function chargeFrequency(bill: BillColumns): Sql {
  const frequency = bill.text('frequency');
  if (!frequency) return choose([[isCharge(bill, 'usage'), literal('Usage-Based')]]);
  const spelled = [
    ['usagebased', 'Usage-Based'],
    ['onetime', 'One-Time'],
    ['recurring', 'Recurring'],
  ] as const;
  const bare = `replace(replace(lower(${frequency}), '-', ''), ' ', '')`;
  return choose(
    spelled.map(([given, name]) => [`${bare} = ${literal(given)}`, literal(name)]),
    frequency,
  );
}

/**
 * The size of a virtual machine. Other services put other things into the same field. Read by a pattern, because the
 * JSON often lacks its braces.
 */
export function instanceType(bill: BillColumns): Sql | null {
  const size = additional(bill, 'ServiceType');
  return size && choose([[`regexp_matches(${size}, '^(?i:standard|basic)_')`, size]]);
}

/** Support plans are told by name, of purchases only: no field marks them. */
export function nature(bill: BillColumns): Sql {
  const type = bill.text('publishertype');
  const names = ['metercategory', 'productname', 'product'].flatMap((column) => bill.text(column) ?? []);
  const support = anyOf(names.map((name) => `coalesce(regexp_matches(lower(${name}), '\\bsupport\\b'), false)`));
  return choose([
    ...(type ? [[`lower(${type}) = 'marketplace'`, literal('marketplace')] as const] : []),
    [`${isCharge(bill, 'purchase', 'refund')} AND ${support}`, literal('support')],
  ]);
}

/** Idle reserved capacity is billed under the reservation's own name, used capacity under that of the machine. */
export function capacityStatus(bill: BillColumns): Sql | null {
  const reservation = additional(bill, 'VMCapacityReservationId');
  const usage = additional(bill, 'UsageType');
  const resource = bill.text('resourceid') ?? bill.text('instanceid');
  if (!reservation || !usage) return null;
  const isItself = resource ? `contains(lower(${resource}), '/capacityreservations/')` : 'false';
  return choose([
    [`${isItself} OR lower(${usage}) = 'computecr'`, literal('Unused')],
    [`${reservation} <> ''`, literal('Used')],
  ]);
}

/** A field of the additional info; null where it is not there. */
function additional(bill: BillColumns, key: string): Sql | null {
  const info = bill.text('additionalinfo');
  return info && `nullif(regexp_extract(${info}, ${literal(`"${key}"\\s*:\\s*"([^"]*)"`)}, 1), '')`;
}
