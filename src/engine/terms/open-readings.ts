import { CATALOG } from '../credit/readings/catalog.ts';
import type { Ambiguity, Commitment, Edition } from '../records/terms.ts';
import type { OpenReading } from '../records/terms-page.ts';
import { plainly } from './words.ts';

/** What the text of an edition leaves open: what its file names, and what is asked without being named. */
export function openReadings(edition: Edition, commitments: readonly Commitment[]): OpenReading[] {
  const named = edition.ambiguity
    .filter(({ field }) => commitments.some(({ id }) => speaksOf(field, id)))
    .map((entry) => ({ ...fromFile(entry), of: commitmentOf(entry.field) }));
  const unnamed = commitments
    .filter(({ coverage, metric }) => coverage === 'covered' && metric.kind !== 'none')
    .flatMap((commitment) =>
      askedAnyway(edition, commitment)
        .filter(
          (subject) =>
            !edition.ambiguity.some((entry) => entry.subject === subject && speaksOf(entry.field, commitment.id)),
        )
        .map((subject) => ({ ...fromCatalog(subject), of: WHOLE.has(subject) ? null : commitment.id })),
    );
  return merged([...named, ...unnamed], commitments.length);
}

const WHOLE = new Set(['month_zone']);

type Single = Omit<OpenReading, 'of'> & { readonly of: string | null };

/** One entry for all commitments that leave the same thing open in the same words. */
function merged(entries: readonly Single[], commitments: number): OpenReading[] {
  const groups = new Map<string, { readonly first: Single; readonly of: Set<string | null> }>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.subject, entry.state, entry.readings]);
    const group = groups.get(key) ?? { first: entry, of: new Set() };
    group.of.add(entry.of);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ first, of }) => ({
    ...first,
    of: of.has(null) || of.size === commitments ? [] : [...of].filter((id) => id !== null),
  }));
}

function fromFile({ subject, state, readings }: Ambiguity): Omit<OpenReading, 'of'> {
  return {
    subject,
    state,
    readings: readings.map(({ name, value, note }) => ({
      name,
      says: note?.replace(/\.$/, '') ?? saysOf(subject, value),
    })),
  };
}

function fromCatalog(subject: string): Omit<OpenReading, 'of'> {
  return {
    subject,
    state: 'silent',
    readings: (CATALOG[subject] ?? []).map(({ value, says }) => ({ name: value, says })),
  };
}

function saysOf(subject: string, value: string): string {
  return CATALOG[subject]?.find((answer) => answer.value === value)?.says ?? plainly(value);
}

function askedAnyway({ period, stacking, exclusions }: Edition, { metric, credits }: Commitment): string[] {
  const { partial_minutes, minute_alignment, exclusions_applied, maintenance, measurement, min_run_s } = metric;
  const decided = ['customer', 'monitor_quorum'].includes(measurement.source);
  return [
    ...(period.tz === null ? ['month_zone'] : []),
    ...(decided ? [] : ['evidence']),
    ...(partial_minutes === 'unspecified' ? ['partial_minutes'] : []),
    ...(minute_alignment === 'unspecified' && partial_minutes !== 'count' ? ['minute_alignment'] : []),
    ...(exclusions_applied === 'unspecified' && min_run_s !== null && exclusions.length > 0
      ? ['exclusions_applied']
      : []),
    ...(maintenance.counts === 'silent' ? ['maintenance'] : []),
    ...(stacking.same_incident_levels === null && credits.length > 1 ? ['stacking'] : []),
    ...(credits.some((rule) => rule.minimum?.below === 'ambiguous') ? ['minimum_below'] : []),
  ];
}

function speaksOf(field: string, commitment: string): boolean {
  const own = commitmentOf(field);
  return own === null || own === commitment;
}

function commitmentOf(field: string): string | null {
  const [top, id] = field.split('.');
  return top === 'commitments' && id !== undefined ? id : null;
}
