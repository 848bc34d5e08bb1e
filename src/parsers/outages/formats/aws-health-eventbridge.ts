import type { Issue, Origin } from '../../../engine/records/issue.ts';
import type { Instant } from '../../../engine/values/instant.ts';
import { type IssueList, listIssues } from '../../syntax/issue-list.ts';
import {
  isList,
  type JsonValue,
  looksLikeJson,
  member,
  placeIssues,
  placeOrigins,
  readJson,
  textOf,
} from '../../syntax/json.ts';
import { tallyRows } from '../../syntax/row-tally.ts';
import { headOf } from '../../syntax/text.ts';
import { claimsOf } from '../aws-health/claims.ts';
import { type HealthEvent, readDescription, readEntities, readHealthEvent } from '../aws-health/event.ts';
import { readHealthTime } from '../aws-health/time.ts';
import { codes } from '../codes.ts';
import type { OutageFormat, OutageReading } from '../format.ts';

/**
 * AWS Health events as EventBridge delivers them: one, a list, or JSON lines; also in the PascalCase form of PutEvents,
 * whose `Detail` is a JSON text. `time` is when the message was delivered: the first one of an event is the vendor's
 * first word. The top-level `region` is where it was delivered, so the place comes from the detail or the ARN. Pages
 * and backup copies of one message count once.
 */
export const format: OutageFormat = {
  id: 'aws-health-eventbridge',
  title: 'AWS Health events of EventBridge',
  recognize: (file) => {
    const head = headOf(file);
    return looksLikeJson(head) && /"(?:detail|Detail)"\s{0,20}:/.test(head) && /eventTypeCode/.test(head);
  },
  parse: (file, options): OutageReading => {
    const { value: document, issues: syntax } = readJson(file, codes);
    const issues = listIssues(file.label);
    const tally = tallyRows();
    const messages = new Map<string, HealthEvent>();

    for (const { value, pointer } of document ? messagesOf(document.value) : []) {
      const origin = (path = ''): Origin => ({ file: file.label, pointer: `${pointer}${path}` });
      const detail = detailOf(value);
      if (detail === null || member(detail, 'eventTypeCode') === undefined) {
        tally.exclude('not a message of AWS Health');
        continue;
      }
      const account = textOf(member(detail, 'affectedAccount')) ?? textOf(either(value, 'account'));
      const copy = copyKey(detail, account) ?? pointer;
      const deliveredAt = deliveryTime(value, origin, options.zone, issues);
      const same = messages.get(copy);
      if (same) {
        messages.set(copy, { ...same, deliveredAt: earlier(same.deliveredAt, deliveredAt) });
        tally.exclude('the same message again (a backup copy)');
        continue;
      }
      const read = readHealthEvent({
        event: detail,
        description: readDescription(member(detail, 'eventDescription')),
        account,
        deliveredAt,
        entities: readEntities(member(detail, 'affectedEntities')),
        // Of a detail in a text there is no place inside: the message itself is it.
        origin: (path = '') => (typeof either(value, 'detail') === 'string' ? origin() : origin(`/detail${path}`)),
        zone: options.zone,
      });
      for (const issue of read.issues) issues.add(issue);
      if (read.value) {
        messages.set(copy, { ...read.value, origin: origin() });
        tally.use();
      } else tally.reject('a message that cannot be read');
    }
    const { outages, issues: revised } = claimsOf([...messages.values()], file.label);
    const all: Issue[] = placeIssues(document, [...issues.all(), ...revised]);
    return {
      value: { outages: document ? placeOrigins(document, outages) : [], coverage: [] },
      issues: [...syntax, ...all],
      rows: tally.rows(),
    };
  },
};

/** `Entries` is the wrapping of PutEvents. */
function messagesOf(root: JsonValue): { readonly value: JsonValue; readonly pointer: string }[] {
  const entries = member(root, 'Entries');
  const list = isList(root) ? root : isList(entries) ? entries : null;
  const base = isList(root) ? '' : '/Entries';
  return list ? list.map((value, index) => ({ value, pointer: `${base}/${index}` })) : [{ value: root, pointer: '' }];
}

function either(value: JsonValue, name: string): JsonValue | undefined {
  return member(value, name) ?? member(value, `${name[0]?.toUpperCase()}${name.slice(1)}`);
}

function detailOf(message: JsonValue): JsonValue | null {
  const detail = either(message, 'detail');
  if (typeof detail !== 'string') return detail ?? null;
  const inner = readJson({ label: '', text: detail }, codes).value;
  return inner?.value ?? null;
}

/** The time of delivery is not needed for the span, so a broken one is no error. */
function deliveryTime(
  message: JsonValue,
  origin: (path?: string) => Origin,
  zone: string | undefined,
  issues: IssueList,
): Instant | null {
  const read = readHealthTime(either(message, 'time'), {
    origin: origin(member(message, 'time') === undefined ? '/Time' : '/time'),
    zone,
    what: 'The time of delivery',
  });
  for (const issue of read.issues) issues.add({ ...issue, severity: 'warning' });
  return read.instant;
}

function earlier(one: Instant | null, other: Instant | null): Instant | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

function copyKey(detail: JsonValue, account: string | null): string | null {
  const id = textOf(member(detail, 'communicationId'));
  const page = member(detail, 'page');
  return id === null
    ? null
    : JSON.stringify([id, account, typeof page === 'number' ? String(page) : (textOf(page) ?? '1')]);
}
