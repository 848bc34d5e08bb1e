import type { Scope } from '../../engine/records/outage.ts';

/** Names longer than this are not names. */
export const LONGEST_NAME = 512;

export interface Place {
  readonly region?: string | null;
  readonly zone?: string | null;
  readonly resource?: string | null;
}

/** The scope of the narrowest place that is named; null where none is. The region `global` is a service without regions. */
export function scopeOf({ region, zone, resource }: Place): Scope | null {
  const around = region && region !== 'global' ? { region } : {};
  if (resource) return { level: 'resource', id: resource, ...around, ...(zone ? { zone } : {}) };
  if (zone) return { level: 'zone', id: zone, ...around };
  if (region === 'global') return { level: 'global', id: 'global' };
  return region ? { level: 'region', id: region } : null;
}

/** Makes ids that are unique within a file: `<file>#<ref>/<scope>`, a second one of that name with `~2`. */
export function nameOutages(file: string): (ref: string, scope: Scope) => string {
  const counts = new Map<string, number>();
  return (ref, scope) => {
    const id = `${file}#${ref}/${scope.id}`;
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    return count === 1 ? id : `${id}~${count}`;
  };
}
