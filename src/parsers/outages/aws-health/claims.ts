import type { Issue } from '../../../engine/records/issue.ts';
import type { Outage, Scope } from '../../../engine/records/outage.ts';
import type { Instant } from '../../../engine/values/instant.ts';
import { nameOutages, scopeOf } from '../place.ts';
import type { HealthEntity, HealthEvent } from './event.ts';

/**
 * The outages that a list of event records claims. Records of one ARN are revisions of one claim: the newest says when
 * it began and ended and how it is called, the resources are those of all of them, and the earliest delivery is the
 * vendor's first word. A public event is an outage of its region or zone; an event about an account is one of each
 * resource it names, and of the account where it names none: it says nothing about the region.
 */
export function claimsOf(
  events: readonly HealthEvent[],
  file: string,
): { readonly outages: readonly Outage[]; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const outages: Outage[] = [];
  const nameOutage = nameOutages(file);
  for (const [ref, revisions] of groupByArn(events)) {
    const newest = revisions.reduce((latest, event) => (stampOf(event) >= stampOf(latest) ? event : latest));
    if (revisions.length > 1) {
      issues.push({
        code: 'outages/revised-event',
        severity: 'note',
        message: `${ref} has ${revisions.length} messages in this file; its times are those of the newest.`,
        origin: newest.origin,
      });
    }
    const words = revisions.flatMap(({ deliveredAt }) => deliveredAt ?? []);
    const acknowledgedAt: Instant | null = words.length > 0 ? words.reduce((first, at) => Math.min(first, at)) : null;
    const entities = distinctEntities(revisions.flatMap((event) => event.entities));
    for (const scope of scopesOf(newest, entities)) {
      outages.push({
        id: nameOutage(ref, scope),
        vendor: 'aws',
        ref: newest.arn,
        title: newest.title,
        services: newest.service === null ? [] : [newest.service],
        scope,
        begin: newest.begin,
        end: newest.end,
        beginBasis: 'structured',
        endBasis: newest.end === null ? 'capture-bound' : newest.closedByUpdate ? 'post-time' : 'structured',
        kind: newest.kind,
        source: 'vendor-declared',
        acknowledgedAt,
        cause: null,
        origin: newest.origin,
      });
    }
  }
  const issueEvents = outages.filter(({ kind }) => kind === 'down').length;
  if (issueEvents > 0) {
    issues.push({
      code: 'outages/kind-from-category',
      severity: 'note',
      message: `AWS Health calls ${issueEvents === 1 ? 'one outage' : `${issueEvents} outages`} of this file an issue and does not say how bad: taken as down.`,
      origin: { file },
      fix: 'What the terms ask for (no connectivity, an error rate) has to be shown by your own probes or logs.',
    });
  }
  return { outages, issues };
}

function groupByArn(events: readonly HealthEvent[]): ReadonlyMap<string, readonly HealthEvent[]> {
  const groups = new Map<string, HealthEvent[]>();
  for (const [index, event] of events.entries()) {
    const ref = event.arn ?? `event ${index + 1}`;
    const group = groups.get(ref);
    if (group) group.push(event);
    else groups.set(ref, [event]);
  }
  return groups;
}

function stampOf(event: HealthEvent): number {
  return event.updated ?? event.deliveredAt ?? event.begin;
}

function scopesOf(event: HealthEvent, entities: readonly HealthEntity[]): Scope[] {
  const { region, zone } = event;
  const around = scopeOf({ region, zone });
  const resources = entities.flatMap((entity) => scopeOf({ region, zone, resource: entity.value }) ?? []);
  const account: Scope = {
    level: 'account',
    id: event.account ?? entities[0]?.account ?? 'unnamed account',
    ...(region && region !== 'global' ? { region } : {}),
  };
  if (event.scopeCode === 'PUBLIC' && around) return [around, ...resources];
  if (resources.length > 0) return resources;
  return [event.scopeCode === 'ACCOUNT_SPECIFIC' || !around ? account : around];
}

function distinctEntities(entities: readonly HealthEntity[]): HealthEntity[] {
  return [...new Map(entities.map((entity) => [entity.value, entity])).values()];
}
