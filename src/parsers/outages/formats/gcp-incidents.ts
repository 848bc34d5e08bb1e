import type { Issue, Origin } from '../../../engine/records/issue.ts';
import type { Outage, OutageKind } from '../../../engine/records/outage.ts';
import type { Instant } from '../../../engine/values/instant.ts';
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
import { readStamp } from '../../syntax/stamp.ts';
import { excerptOf, firstLine, headOf, shorten } from '../../syntax/text.ts';
import { codes } from '../codes.ts';
import type { OutageFormat, OutageReading } from '../format.ts';
import { nameOutages, scopeOf } from '../place.ts';

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
const REGION = /^[a-z]{2,20}-[a-z]{2,20}\d{1,2}$/;
const LONGEST_TITLE = 200;

/**
 * `incidents.json` of the Google Cloud status page, all its eras: numbers only and hyphens (2020), `id` and
 * `affected_products` (2021), locations (2022 and later). A card becomes one outage per affected location, with the
 * card's own span and impact: the status of an update is that of the time it was posted, not of the impact, so it cuts
 * no span. Zones stand only in prose and are not taken from it. `created` is the first public word.
 */
export const format: OutageFormat = {
  id: 'gcp-incidents',
  title: 'Google Cloud incidents.json',
  recognize: (file) => {
    const head = headOf(file);
    return looksLikeJson(head) && /"external_desc"\s{0,20}:/.test(head) && /"begin"\s{0,20}:/.test(head);
  },
  parse: (file): OutageReading => {
    const { value: document, issues: syntax } = readJson(file, codes);
    const issues = listIssues(file.label);
    const tally = tallyRows();
    const outages: Outage[] = [];
    const nameOutage = nameOutages(file.label);
    const cards = document ? (isList(document.value) ? document.value : [document.value]) : [];
    const newest = newestRevisions(cards);
    const root = document && isList(document.value) ? '/' : '';
    let severityOnly = 0;
    let nowhere = 0;
    const multiRegions = new Set<string>();

    for (const [index, card] of cards.entries()) {
      const pointer = root ? `/${index}` : '';
      const at = (path = ''): Origin => ({ file: file.label, pointer: `${pointer}${path}` });
      const ref = referenceOf(card);
      const read = readCard(card, ref, at);
      if (newest.get(ref) !== card) {
        tally.exclude('an older revision of a card');
        continue;
      }
      for (const issue of read.issues) issues.add(issue);
      if (!read.value) {
        tally.reject('a card that cannot be read');
        continue;
      }
      tally.use();
      const { locations, onlyInUpdates, ...claim } = read.value;
      if (!KIND_BY_IMPACT.has(textOf(member(card, 'status_impact')) ?? '')) severityOnly += 1;
      if (locations.length === 0) nowhere += 1;
      if (onlyInUpdates.length > 0) issues.add(locationsMoved(ref, onlyInUpdates, at()));
      for (const id of locations) if (id !== 'global' && !REGION.test(id)) multiRegions.add(id);
      for (const location of locations.length > 0 ? locations : ['global']) {
        const scope = scopeOf({ region: location });
        if (scope) outages.push({ ...claim, id: nameOutage(ref, scope), scope });
      }
    }
    if (severityOnly > 0) issues.add(fromSeverity(severityOnly, file.label));
    if (nowhere > 0) issues.add(withoutPlace(nowhere, file.label));
    if (multiRegions.size > 0) issues.add(notExpanded([...multiRegions].sort(), file.label));
    const all = [...syntax, ...placeIssues(document, issues.all())];
    return {
      value: { outages: document ? placeOrigins(document, outages) : [], coverage: [] },
      issues: all,
      rows: tally.rows(),
    };
  },
};

type Claim = Omit<Outage, 'id' | 'scope'> & {
  readonly locations: readonly string[];
  readonly onlyInUpdates: readonly string[];
};

function readCard(
  card: JsonValue,
  ref: string,
  at: (path?: string) => Origin,
): { readonly value: Claim | null; readonly issues: readonly Issue[] } {
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
    const text = textOf(member(card, name));
    if (text === null) return null;
    const read = readStamp(text, { codes, origin: at(`/${name}`), what: `The time "${name}" of card ${ref}` });
    if (!read.ok) issues.push({ ...read.issue, severity });
    return read.ok ? read.instant : null;
  };
  const begin = time('begin', 'error');
  const end = time('end', 'error');
  const acknowledgedAt = time('created', 'warning');
  const kind =
    KIND_BY_IMPACT.get(textOf(member(card, 'status_impact')) ?? '') ??
    KIND_BY_SEVERITY.get(textOf(member(card, 'severity')) ?? '') ??
    'unknown';
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
      kind,
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
function referenceOf(card: JsonValue): string {
  const number = member(card, 'number');
  const old = `${textOf(member(card, 'service_key')) ?? 'incident'}/${typeof number === 'number' ? number : (textOf(number) ?? '?')}`;
  return shorten(textOf(member(card, 'id')) ?? old, 100);
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

function newestRevisions(cards: readonly JsonValue[]): ReadonlyMap<string, JsonValue> {
  const newest = new Map<string, JsonValue>();
  const modified = (card: JsonValue) => textOf(member(card, 'modified')) ?? '';
  for (const card of cards) {
    const ref = referenceOf(card);
    const other = newest.get(ref);
    if (other === undefined || modified(card) >= modified(other)) newest.set(ref, card);
  }
  return newest;
}

function locationsMoved(ref: string, locations: readonly string[], origin: Origin): Issue {
  return {
    code: 'outages/location-only-in-updates',
    severity: 'note',
    message: `Card ${ref} names ${listOf(locations)} only in its updates, not in its own list of locations; they are taken as affected.`,
    origin,
    fix: 'Keep a capture of the card in which the vendor lists them.',
  };
}

function notExpanded(locations: readonly string[], file: string): Issue {
  return {
    code: 'outages/multi-region',
    severity: 'note',
    message: `Locations that are no single region (${listOf(locations)}) are kept as they are and not spread over regions.`,
    origin: { file },
    fix: 'If a commitment about one region is meant, state the outage for that region in an outages CSV, and cite the card.',
  };
}

function fromSeverity(cards: number, file: string): Issue {
  return {
    code: 'outages/kind-from-severity',
    severity: 'note',
    message: `${cards} card${cards === 1 ? ' has' : 's have'} no status_impact (an export of 2020); the kind is taken from the severity: high is down, medium degraded, low info.`,
    origin: { file },
  };
}

function withoutPlace(cards: number, file: string): Issue {
  return {
    code: 'outages/no-location',
    severity: 'warning',
    message: `${cards} card${cards === 1 ? ' names' : 's name'} no location; ${cards === 1 ? 'it is' : 'they are'} taken as global, which the vendor did not say.`,
    origin: { file },
    fix: 'Where the region matters, state the outage with its region in an outages CSV, and cite the card.',
  };
}

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
