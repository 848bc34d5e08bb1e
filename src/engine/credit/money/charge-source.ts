import type { Charge } from '../../records/charge.ts';
import type { CreditBase } from '../../records/credit-rule.ts';
import type { BillRows, Figure } from '../../records/figure.ts';
import { resourcePatterns } from '../../resource-id.ts';
import type { Unit } from '../units/units.ts';
import type { PricingInput } from './pricing.ts';

/** Where a sum comes from: its file, and how to find its rows again. */
export function behind(
  rows: readonly Charge[],
  { commitment, unit }: Pick<PricingInput, 'commitment' | 'unit'>,
  level: CreditBase['level'],
  which: Pick<BillRows, 'billingPeriod' | 'touching' | 'cost'>,
): Pick<Figure, 'origin' | 'rows'> {
  const files = [...new Set(rows.map((row) => row.x_SourceFile))].sort();
  const selectors = commitment.covers.charges.map((selector) => ({ ...selector, ...placeOf(unit, level) }));
  return { origin: files[0] === undefined ? undefined : { file: files[0] }, rows: { files, selectors, ...which } };
}

export function nameOf(unit: Unit, level: CreditBase['level']): string {
  if (level === 'region') return unit.region ?? unit.id;
  return level === 'zone' ? (unit.zone ?? unit.id) : level === 'resource' ? unit.id : 'the account';
}

function placeOf(unit: Unit, level: CreditBase['level']) {
  // Thousands of names say no more than the place they were found in.
  if (level === 'resource' && !unit.wideOnly) return { ResourceId: (unit.members ?? []).flatMap(resourcePatterns) };
  if (level !== 'region' && unit.zone) return { AvailabilityZone: [unit.zone] };
  return level !== 'account' && level !== 'global' && unit.region ? { RegionId: [unit.region] } : {};
}
