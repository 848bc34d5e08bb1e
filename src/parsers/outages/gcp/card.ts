import type { Issue, Origin } from '../../../engine/records/issue.ts';
import type { Outage, OutageKind } from '../../../engine/records/outage.ts';
import type { Instant } from '../../../engine/values/instant.ts';
import { isList, isObject, type JsonValue, member, textOf } from '../../syntax/json.ts';
import { readStamp } from '../../syntax/stamp.ts';
import { excerptOf, firstLine, shorten } from '../../syntax/text.ts';
import { codes } from '../codes.ts';

const KIND_BY_IMPACT: ReadonlyMap<string, OutageKind> = new Map([
  ['SERVICE_OUTAGE', 'down'],
  ['SERVICE_DISRUPTION', 'degraded'],
  ['SERVICE_INFORMATION', 'info'],
]);
/** Measured on 969 cards that have both: each severity goes with one impact (research/outages.md, section 1). */
const KIND_BY_SEVERITY: ReadonlyMap<string, OutageKind> = new Map([
  ['high', 'down'],
  ['medium', 'degraded'],
  ['low', 'info'],
]);
const LONGEST_TITLE = 200;

/** What a card claims, for all its locations. */
export type CardClaim = Omit<Outage, 'id' | 'scope'> & {
  readonly locations: readonly string[];
  readonly onlyInUpdates: readonly string[];
  readonly kindFrom: 'impact' | 'severity' | null;
};

/** Reads one card. The value is null where it has no readable span. */
export function readCard(
  card: JsonValue,
  ref: string,
  at: (path?: string) => Origin,
): { readonly value: CardClaim | null; readonly issues: readonly Issue[] } {
  if (!isObject(card) || member(card, 'begin') === undefined) {
    return {
      value: null,
      issues: [
        {
          code: 'outages/not-a-card',
          severity: 'error',
          message: 'This is not a card of incidents.json: it has no begin.',
          origin: at(),
          excerpt: excerptOf(JSON.stringify(card) ?? ''),
          fix: 'Export the file again, unedited.',
        },
      ],
    };
  }
  const issues: Issue[] = [];
  const time = (name: string, severity: Issue['severity']): Instant | null => {
    const given = member(card, name);
    if (given === undefined || given === null || given === '') return null;
    const text = typeof given === 'string' ? given : JSON.stringify(given);
    const read = readStamp(text, { codes, origin: at(`/${name}`), what: `The time "${name}" of card ${ref}` });
    if (!read.ok) issues.push({ ...read.issue, severity });
    return read.ok ? read.instant : null;
  };
  const begin = time('begin', 'error');
  const end = time('end', 'error');
  const acknowledgedAt = time('created', 'warning');
  if (begin === null && issues.length === 0) {
    issues.push({
      code: codes.notATime,
      severity: 'error',
      message: `Card ${ref} has no begin.`,
      origin: at('/begin'),
      fix: 'Export the file again, unedited.',
    });
  }
  if (begin !== null && end !== null && end < begin) {
    issues.push({
      code: 'outages/end-before-begin',
      severity: 'error',
      message: `Card ${ref} ends before it begins.`,
      origin: at('/end'),
      fix: 'Take a later export of the card: its times are edited after publication.',
    });
  }
  if (begin === null || issues.some(({ severity }) => severity === 'error')) return { value: null, issues };
  const listed = locationsIn(card, ['currently_affected_locations', 'previously_affected_locations']);
  const posted = items(card, 'updates').flatMap((update) => locationsIn(update, ['affected_locations']));
  const locations = distinct([...listed, ...posted]);
  return {
    issues,
    value: {
      vendor: 'gcp',
      ref,
      title:
        shorten(firstLine(textOf(member(card, 'external_desc')) ?? ''), LONGEST_TITLE) ||
        `Google Cloud incident ${ref}`,
      services: servicesOf(card),
      begin,
      end,
      beginBasis: 'structured',
      endBasis: end === null ? 'capture-bound' : 'structured',
      ...kindOf(card),
      source: 'vendor-declared',
      acknowledgedAt,
      cause: null,
      origin: at(),
      locations,
      onlyInUpdates: listed.length > 0 ? locations.filter((id) => !listed.includes(id)) : [],
    },
  };
}

/** `id`; before 2021 the service and the number of the card's address. */
export function referenceOf(card: JsonValue): string {
  const number = member(card, 'number');
  const old = `${textOf(member(card, 'service_key')) ?? 'incident'}/${typeof number === 'number' ? number : (textOf(number) ?? '?')}`;
  return shorten(textOf(member(card, 'id')) ?? old, 100);
}

function kindOf(card: JsonValue): Pick<CardClaim, 'kind' | 'kindFrom'> {
  const impact = KIND_BY_IMPACT.get(textOf(member(card, 'status_impact')) ?? '');
  if (impact) return { kind: impact, kindFrom: 'impact' };
  const severity = KIND_BY_SEVERITY.get(textOf(member(card, 'severity')) ?? '');
  return severity ? { kind: severity, kindFrom: 'severity' } : { kind: 'unknown', kindFrom: null };
}

/** Titles with their ids: titles drift, ids do not. */
function servicesOf(card: JsonValue): string[] {
  const products = items(card, 'affected_products').flatMap((product) =>
    ['title', 'current_title', 'id'].map((name) => textOf(member(product, name))),
  );
  const named =
    products.length > 0 ? products : [textOf(member(card, 'service_name')), textOf(member(card, 'service_key'))];
  return distinct(named.filter((name) => name !== null));
}

function locationsIn(value: JsonValue, names: readonly string[]): string[] {
  return distinct(
    names.flatMap((name) => items(value, name).flatMap((location) => textOf(member(location, 'id')) ?? [])),
  );
}

function items(value: JsonValue, name: string): readonly JsonValue[] {
  const list = member(value, name);
  return isList(list) ? list : [];
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
