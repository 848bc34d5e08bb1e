import type { Issue, Origin } from '../../../engine/records/issue.ts';
import type { OutageKind } from '../../../engine/records/outage.ts';
import type { Instant } from '../../../engine/values/instant.ts';
import { isList, type JsonValue, member, textOf } from '../../syntax/json.ts';
import { firstLine, shorten } from '../../syntax/text.ts';
import { codes } from '../codes.ts';
import { readHealthTime } from './time.ts';

export interface HealthEntity {
  /** An id or an ARN, as written. */
  readonly value: string;
  readonly account: string | null;
}

/** One record about one event: an answer of the API, or one message of EventBridge. */
export interface HealthEvent {
  readonly arn: string | null;
  readonly service: string | null;
  readonly title: string;
  readonly kind: OutageKind;
  /** `us-east-1`, or `global`. */
  readonly region: string | null;
  readonly zone: string | null;
  readonly scopeCode: 'PUBLIC' | 'ACCOUNT_SPECIFIC' | null;
  readonly account: string | null;
  readonly begin: Instant;
  readonly end: Instant | null;
  /** The vendor closed the event without an end; the end is that of the last update. */
  readonly closedByUpdate: boolean;
  readonly updated: Instant | null;
  /** When the message was delivered; null for an answer of the API, which does not say. */
  readonly deliveredAt: Instant | null;
  readonly entities: readonly HealthEntity[];
  readonly origin: Origin;
}

/** About the customer's own conduct or account, not about the service. RISK is general knowledge, ABUSE is in AWS's samples. */
const NOT_A_SERVICE = new Set(['ABUSE', 'RISK']);
const ARN_REGION = /^arn:aws[a-z-]{0,20}:health:([a-z0-9-]{1,40})::event\//;
const LONGEST_TITLE = 200;
const LONGEST_ARN = 512;

export interface HealthRecord {
  /** The members of the event itself: `events[]`, `successfulSet[].event`, `detail`. */
  readonly event: JsonValue;
  /** `latestDescription`, where the record has one. */
  readonly description: string | null;
  readonly account: string | null;
  readonly deliveredAt: Instant | null;
  readonly entities: readonly HealthEntity[];
  readonly origin: (path?: string) => Origin;
  readonly zone?: string;
}

/** Reads the members that the API and EventBridge share. The value is null where the event has no readable time. */
export function readHealthEvent(record: HealthRecord): {
  readonly value: HealthEvent | null;
  readonly issues: readonly Issue[];
} {
  const { event, origin } = record;
  const arn = textOf(member(event, 'arn')) ?? textOf(member(event, 'eventArn'));
  const known = arn === null ? null : shorten(arn, LONGEST_ARN);
  const issues: Issue[] = [];
  const time = (name: string): Instant | null => {
    const read = readHealthTime(member(event, name), {
      origin: origin(`/${name}`),
      zone: record.zone,
      what: `The time "${name}" of ${known ?? 'an event'}`,
    });
    issues.push(...read.issues);
    return read.instant;
  };
  const begin = time('startTime');
  const stated = time('endTime');
  const updated = time('lastUpdatedTime');
  const closed = textOf(member(event, 'statusCode'))?.toLowerCase() === 'closed';
  const closedByUpdate = stated === null && closed;
  const end = closedByUpdate ? updated : stated;
  if (begin === null && !issues.some(({ severity }) => severity === 'error')) {
    issues.push({
      code: codes.notATime,
      severity: 'error',
      message: `${known ?? 'An event'} has no startTime.`,
      origin: origin(),
      fix: 'Export the events again, with all their members.',
    });
  }
  if (closedByUpdate && updated === null) {
    issues.push({
      code: 'outages/closed-without-end',
      severity: 'error',
      message: `${known ?? 'An event'} is closed, but nothing says when it ended.`,
      origin: origin(),
      fix: 'Export it again with endTime, or state it in an outages CSV.',
    });
  }
  if (begin !== null && end !== null && end < begin) {
    issues.push({
      code: 'outages/end-before-begin',
      severity: 'error',
      message: `${known ?? 'An event'} ends before it begins.`,
      origin: origin('/endTime'),
      fix: 'Export the events again; if it stays so, state the outage in an outages CSV.',
    });
  }
  if (begin === null || issues.some(({ severity }) => severity === 'error')) return { value: null, issues };
  if (closedByUpdate) {
    issues.push({
      code: 'outages/end-from-update',
      severity: 'warning',
      message: `${known ?? 'An event'} is closed without an endTime; it is taken to end with its last update.`,
      origin: origin(),
      fix: 'Export it again with endTime.',
    });
  }
  const service = textOf(member(event, 'service'));
  const typeCode = textOf(member(event, 'eventTypeCode'));
  const scopeCode = textOf(member(event, 'eventScopeCode'));
  return {
    issues,
    value: {
      arn: known,
      service: service === null ? null : shorten(service, 100),
      title: titleOf(record.description, typeCode, service),
      kind: kindOf(textOf(member(event, 'eventTypeCategory')), typeCode, service),
      region:
        textOf(member(event, 'eventRegion')) ??
        textOf(member(event, 'region')) ??
        ARN_REGION.exec(known ?? '')?.[1] ??
        null,
      zone: textOf(member(event, 'availabilityZone')),
      scopeCode: scopeCode === 'PUBLIC' || scopeCode === 'ACCOUNT_SPECIFIC' ? scopeCode : null,
      account: record.account,
      begin,
      end,
      closedByUpdate,
      updated,
      deliveredAt: record.deliveredAt,
      entities: record.entities,
      origin: origin(),
    },
  };
}

/** `AWS_ACCOUNT` and `UNKNOWN` name no resource. */
export function readEntities(list: JsonValue | undefined): HealthEntity[] {
  return (isList(list) ? list : []).flatMap((entity): HealthEntity[] => {
    const value = textOf(member(entity, 'entityValue'));
    if (value === null || value === 'AWS_ACCOUNT' || value === 'UNKNOWN') return [];
    return [{ value: shorten(value, LONGEST_ARN), account: textOf(member(entity, 'awsAccountId')) }];
  });
}

/** `{latestDescription}`, or a list of them by language; English first. */
export function readDescription(value: JsonValue | undefined): string | null {
  const all = isList(value) ? value : value === undefined ? [] : [value];
  const english = all.find((one) => (textOf(member(one, 'language')) ?? 'en').startsWith('en'));
  return textOf(member(english ?? all[0], 'latestDescription'));
}

/**
 * Only the category `issue` is downtime. It does not say how bad; a type code that speaks of degraded performance is
 * taken at its word, all else as down.
 */
function kindOf(category: string | null, typeCode: string | null, service: string | null): OutageKind {
  if (category === 'scheduledChange') return 'maintenance';
  if (category !== 'issue' || NOT_A_SERVICE.has(service ?? '')) return 'info';
  return typeCode?.includes('DEGRADED') ? 'degraded' : 'down';
}

function titleOf(description: string | null, typeCode: string | null, service: string | null): string {
  const line = firstLine(description ?? '');
  const title = /[a-z]{3}/i.test(line.slice(0, LONGEST_TITLE))
    ? line
    : (typeCode ?? `AWS Health event of ${service ?? 'an unnamed service'}`);
  return shorten(title, LONGEST_TITLE);
}
