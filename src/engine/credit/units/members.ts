import { spanOf } from '../../outage-span.ts';
import type { Outage } from '../../records/outage.ts';
import type { Commitment } from '../../records/terms.ts';
import { sameResource } from '../../resource-id.ts';
import { exact, parseDecimal } from '../../values/exact.ts';
import type { Instant } from '../../values/instant.ts';
import type { Interval } from '../../values/interval.ts';
import type { Facts } from '../promise/facts.ts';
import { downTogether } from './together.ts';
import type { Unit } from './units.ts';

/** How a commitment judges a unit by its members: how many of them must be down at the same time. */
export interface Quorum {
  readonly needed: number;
  readonly says: string;
}

/**
 * The number of members that must be down at once for the unit to be down; null where the unit is judged by itself,
 * and a sentence where the case does not say how many members there are.
 */
export function quorumOf({ scope }: Commitment, unit: Unit, facts: Facts): Quorum | string | null {
  switch (scope.aggregation) {
    case 'any_down':
      return { needed: 1, says: 'any member down' };
    case 'more_than_one':
      return { needed: 2, says: 'more than one member down at the same time' };
    case 'all_down':
      return scope.group_by !== null && unit.members !== null
        ? { needed: unit.members.length, says: `all ${unit.members.length} members down at the same time` }
        : null;
    case 'k_of_n':
      return kOfN(scope.k, unit, facts);
    default:
      return null;
  }
}

/** Down while fewer than k of the n members are up: while n − k + 1 of them or more are down. */
function kOfN(k: string | null, unit: Unit, facts: Facts): Quorum | string {
  const members = wholeNumber(facts.contracted_nodes) ?? unit.members?.length ?? null;
  if (members === null) return 'the contract counts its members; state contracted_nodes';
  const spares = wholeNumber(facts.spare_nodes);
  const least = k === 'contracted_minus_spares' ? (spares === null ? null : members - spares) : wholeNumber(k);
  if (least === null) return 'the contract counts its members without the spares; state spare_nodes';
  const needed = Math.max(members - least + 1, 1);
  return { needed, says: `fewer than ${least} of ${members} members up` };
}

function wholeNumber(text: string | null | undefined): number | null {
  const value = text === null || text === undefined ? undefined : parseDecimal(text);
  return value && value.d === 1n && value.compare(exact(0)) >= 0 ? Number(value.n) : null;
}

/** What the sources of one kind say of the members of a unit, by the member's own name. */
export function spansByMember(outages: readonly Outage[], unit: Unit, asOf: Instant): Map<string, Interval[]> {
  const spans = new Map<string, Interval[]>();
  for (const outage of outages) {
    const { id } = outage.scope;
    const member = unit.members?.find((name) => sameResource(name, id)) ?? id;
    spans.set(member, [...(spans.get(member) ?? []), spanOf(outage, asOf)]);
  }
  return spans;
}

export function downByQuorum(outages: readonly Outage[], unit: Unit, needed: number, asOf: Instant): Interval[] {
  return downTogether(spansByMember(outages, unit, asOf), needed);
}
