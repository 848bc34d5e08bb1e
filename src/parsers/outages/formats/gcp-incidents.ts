import type { Issue, Origin } from '../../../engine/records/issue.ts';
import type { Outage } from '../../../engine/records/outage.ts';
import { listIssues } from '../../syntax/issue-list.ts';
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
import { codes } from '../codes.ts';
import type { OutageFormat, OutageReading } from '../format.ts';
import { readCard, referenceOf } from '../gcp/card.ts';
import { nameOutages, scopeOf } from '../place.ts';

const REGION = /^[a-z]{2,20}-[a-z]{2,20}\d{1,2}$/;

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
      if (newest.get(ref) !== card) {
        tally.exclude('an older revision of a card');
        continue;
      }
      const read = readCard(card, ref, at);
      for (const issue of read.issues) issues.add(issue);
      if (!read.value) {
        tally.reject('a card that cannot be read');
        continue;
      }
      tally.use();
      const { locations, onlyInUpdates, kindFrom, ...claim } = read.value;
      if (kindFrom === 'severity') severityOnly += 1;
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
