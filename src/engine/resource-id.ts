/**
 * Whether two texts name one resource. A bill writes `arn:aws:ec2:us-east-1:1:instance/i-0abc` where a health event
 * writes `i-0abc`; Azure writes one path in two cases. Two whole paths are never the same because they end alike.
 */
export function sameResource(a: string, b: string): boolean {
  const [long, short] = a.length >= b.length ? [a.toLowerCase(), b.toLowerCase()] : [b.toLowerCase(), a.toLowerCase()];
  return long === short || (short !== '' && (long.endsWith(`/${short}`) || long.endsWith(`:${short}`)));
}

/** {@link sameResource} against many: one look-up by the last part of the name, however many there are. */
export function resourceMatcher(ids: Iterable<string>): (id: string) => boolean {
  const byLastPart = new Map<string, string[]>();
  for (const id of ids) byLastPart.set(lastPart(id), [...(byLastPart.get(lastPart(id)) ?? []), id]);
  return (id) => byLastPart.get(lastPart(id))?.some((known) => sameResource(known, id)) ?? false;
}

/** Patterns of a selector that take in the resource however a bill writes it. */
export function resourcePatterns(id: string): string[] {
  return [id, `*/${id}`, `*:${id}`];
}

function lastPart(id: string): string {
  return id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1).toLowerCase();
}
