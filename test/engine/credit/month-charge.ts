import type { Charge } from '../../../src/engine/records/charge.ts';
import { decimal } from '../../../src/engine/values/exact.ts';
import { monthOf as calendarMonth } from '../../../src/engine/values/period.ts';
import { at, hourlyCharges } from '../library.ts';

/** What a unit of the made-up vendor `test` cost in a month, as one row of the bill. */
export function monthOf(unit: string, month: string, amount: string, parts: Partial<Charge> = {}): Charge {
  const period = calendarMonth(at(`${month}-15T12:00:00Z`), 'UTC');
  const [row] = hourlyCharges(unit, `${month}-01T00:00:00Z`, 1, '1', {
    x_Vendor: 'test',
    ServiceProviderName: 'test',
    ServiceName: 'VM',
    x_ServiceCode: null,
    RegionId: null,
    AvailabilityZone: null,
    billingPeriod: { begin: period.begin, end: period.end },
    chargePeriod: { begin: period.begin, end: period.end },
    BilledCost: decimal(amount),
    EffectiveCost: decimal(amount),
    ...parts,
  });
  return row as Charge;
}
