import type { Issue, Origin } from '../../../engine/records/issue.ts';
import { listIssues } from '../../syntax/issue-list.ts';
import {
  isList,
  isObject,
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
import {
  type HealthEntity,
  type HealthEvent,
  readDescription,
  readEntities,
  readHealthEvent,
} from '../aws-health/event.ts';
import { codes } from '../codes.ts';
import type { OutageFormat, OutageReading } from '../format.ts';

/** A piece of an answer, with its place in the file. */
interface Piece {
  readonly value: JsonValue;
  readonly pointer: string;
}

/**
 * What `aws health describe-events` prints, with the answers of `describe-event-details` and
 * `describe-affected-entities` where they follow in the same file, in any order, or as a list. The API does not say
 * when the vendor first spoke: `startTime` of an event is often the time of the first post, later than the impact.
 */
export const format: OutageFormat = {
  id: 'aws-health-api',
  title: 'AWS Health API (describe-events)',
  recognize: (file) => {
    const head = headOf(file);
    if (!looksLikeJson(head) || /"(?:detail-type|DetailType|detail|Detail)"\s{0,20}:/.test(head)) return false;
    return (
      /"(?:eventTypeCode|successfulSet|entityValue)"\s{0,20}:/.test(head) ||
      /^\s{0,200}\{\s{0,200}"events"\s{0,20}:\s{0,20}\[\s{0,200}\]/.test(head)
    );
  },
  parse: (file, options): OutageReading => {
    const { value: document, issues: syntax } = readJson(file, codes);
    const issues = listIssues(file.label);
    const tally = tallyRows();
    const {
      events: found,
      entities,
      others,
    } = document ? piecesOf(document.value) : { events: [], entities: [], others: 0 };
    if (document && found.length === 0 && entities.length === 0 && others > 0) {
      issues.add({
        code: 'outages/no-events',
        severity: 'error',
        message: 'The file holds neither events nor entities of AWS Health.',
        origin: { file: file.label },
        fix: 'Save the whole answer of `aws health describe-events`.',
      });
    }
    tally.reject('not an event', others);

    const events: HealthEvent[] = [];
    const known = new Set<string>();
    for (const { value, pointer } of found) {
      const inner = member(value, 'event');
      const event = inner ?? value;
      const arn = textOf(member(event, 'arn')) ?? textOf(member(event, 'eventArn'));
      const origin = (path = ''): Origin => ({
        file: file.label,
        pointer: `${pointer}${inner === undefined ? '' : '/event'}${path}`,
      });
      const own: HealthEntity[] = readEntities(member(value, 'affectedEntities'));
      const named = entities.filter((entity) => arn !== null && textOf(member(entity.value, 'eventArn')) === arn);
      const account =
        named.map((entity) => textOf(member(entity.value, 'awsAccountId'))).find((id) => id !== null) ?? null;
      const read = readHealthEvent({
        event,
        description: readDescription(member(value, 'eventDescription')),
        account,
        deliveredAt: null,
        entities: [...own, ...readEntities(named.map((entity) => entity.value))],
        origin,
        zone: options.zone,
      });
      for (const issue of read.issues) issues.add(issue);
      if (arn !== null) known.add(arn);
      if (read.value) {
        events.push(read.value);
        tally.use();
      } else tally.reject('an event that cannot be read');
    }
    for (const { value, pointer } of entities) {
      if (known.has(textOf(member(value, 'eventArn')) ?? '')) tally.use();
      else {
        tally.exclude('an entity whose event is not in this file');
        issues.add(strayEntity({ file: file.label, pointer }));
      }
    }
    const { outages, issues: revised } = claimsOf(events, file.label);
    const all = placeIssues(document, [...issues.all(), ...revised]);
    return {
      value: { outages: document ? placeOrigins(document, outages) : [], coverage: [] },
      issues: [...syntax, ...all],
      rows: tally.rows(),
    };
  },
};

function piecesOf(root: JsonValue) {
  const events: Piece[] = [];
  const entities: Piece[] = [];
  let others = 0;
  const answers: Piece[] = isList(root)
    ? root.map((value, index) => ({ value, pointer: `/${index}` }))
    : [{ value: root, pointer: '' }];
  const take = (answer: Piece, name: string, into: Piece[]): boolean => {
    const list = member(answer.value, name);
    if (!isList(list)) return false;
    into.push(...list.map((value, index) => ({ value, pointer: `${answer.pointer}/${name}/${index}` })));
    return true;
  };
  for (const answer of answers) {
    const taken = [
      take(answer, 'events', events),
      take(answer, 'successfulSet', events),
      take(answer, 'entities', entities),
    ];
    if (taken.includes(true)) continue;
    if (
      isObject(answer.value) &&
      (Object.hasOwn(answer.value, 'eventTypeCode') || Object.hasOwn(answer.value, 'event'))
    )
      events.push(answer);
    else if (isObject(answer.value) && Object.hasOwn(answer.value, 'entityValue')) entities.push(answer);
    else others += 1;
  }
  return { events, entities, others };
}

function strayEntity(origin: Origin): Issue {
  return {
    code: 'outages/entity-without-event',
    severity: 'note',
    message: 'The event of this entity is not in the file, so nobody can tell when it was hit.',
    origin,
    fix: 'Put the answers of describe-events and describe-affected-entities into one file.',
  };
}
