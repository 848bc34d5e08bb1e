import { type Interval, union } from '../../values/interval.ts';

/** When at least `needed` of the members were down at the same time. Spans of one member may overlap. */
export function downTogether(members: ReadonlyMap<string, readonly Interval[]>, needed: number): Interval[] {
  const edges = [...members.values()]
    .flatMap((spans) => union(spans))
    .flatMap((span) => [
      { at: span.begin, step: 1 },
      { at: span.end, step: -1 },
    ])
    // Half-open spans: one that ends as another begins is not down together with it.
    .sort((a, b) => a.at - b.at || a.step - b.step);
  const together: Interval[] = [];
  let down = 0;
  let since = 0;
  for (const edge of edges) {
    const before = down;
    down += edge.step;
    if (before < needed && down >= needed) since = edge.at;
    if (before >= needed && down < needed) together.push({ begin: since, end: edge.at });
  }
  return union(together);
}
