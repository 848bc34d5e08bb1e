import { type Figure, measured } from './records/figure.ts';
import type { Outage, Scope } from './records/outage.ts';
import { exact } from './values/exact.ts';
import { formatInstant, type Instant } from './values/instant.ts';
import type { Interval } from './values/interval.ts';

/** The span of an outage as known at `asOf`: what is still open runs until then. */
export function spanOf(outage: Outage, asOf: Instant): Interval {
  const end = outage.end ?? asOf;
  return { begin: outage.begin, end: Math.max(outage.begin, end) };
}

/** What one entry of a log claims, as a figure that names its line: the leaf under every downtime. */
export function outageFigure(outage: Outage, asOf: Instant): Figure {
  const span = spanOf(outage, asOf);
  const who = outage.source === 'observed' ? 'Observed' : `Declared by ${outage.vendor}`;
  return measured({
    id: `outages.${outage.id}`,
    label: `${who}: ${outage.scope.id} ${outage.kind}`,
    value: exact(span.end - span.begin, 1000),
    unit: 'seconds',
    formula: `${formatInstant(span.begin)} to ${formatInstant(span.end)}${outage.end === null ? ', still open on the day of the case' : ''}`,
    origin: outage.origin,
  });
}

export function regionOf(scope: Scope): string | undefined {
  return scope.level === 'region' ? scope.id : scope.region;
}

export function zoneOf(scope: Scope): string | undefined {
  return scope.level === 'zone' ? scope.id : scope.zone;
}
