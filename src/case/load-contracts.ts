import type { Contract } from '../engine/records/case-records.ts';
import type { Terms } from '../engine/records/terms.ts';
import { parseTerms } from '../parsers/terms/parse.ts';
import type { CaseContract } from './case-schema.ts';
import type { FoundFile } from './find-files.ts';
import { filesOf, type OpenCase, textOf } from './open-case.ts';
import { type ReadText, readText, TEXT_LIMITS } from './read-text.ts';
import { statedEvents } from './stated-events.ts';
import { findTerms, isTermsFile, libraryFamilies } from './terms-library.ts';

/** A contract, and the hash of the terms file it was read from. */
export interface LoadedContract {
  readonly contract: Contract;
  readonly sha256: string;
}

export function loadContracts(open: OpenCase): LoadedContract[] {
  return open.statement.file.contracts.flatMap((stated, at) => {
    const document = openTerms(open, stated, at);
    const overlays = filesOf(open, stated.overlays ?? [], ['contracts', at, 'overlays'])
      .map((file) => textOf(open, file, TEXT_LIMITS.yaml))
      .filter((text) => text !== null);
    if (!document) return [];
    const { value: terms, issues } = parseTerms(document, overlays, libraryFamilies);
    open.issues.push(...issues);
    return terms ? [{ contract: toContract(open, stated, terms, at), sha256: document.sha256 }] : [];
  });
}

function openTerms(open: OpenCase, { terms }: CaseContract, at: number): ReadText | null {
  if (isTermsFile(terms)) {
    const [file] = filesOf(open, [terms], ['contracts', at, 'terms']);
    return file ? textOf(open, file, TEXT_LIMITS.yaml) : null;
  }
  const { value: file, issues } = findTerms(terms, open.statement.source.cite(['contracts', at, 'terms']));
  open.issues.push(...issues);
  return file ? libraryText(open, file) : null;
}

// Documents of the library are no inputs of the user's: the report names them with their editions.
function libraryText(open: OpenCase, file: FoundFile): ReadText | null {
  const { value, issues } = readText(file, TEXT_LIMITS.yaml);
  open.issues.push(...issues);
  open.paths.set(file.label, file.path);
  return value;
}

function toContract(open: OpenCase, stated: CaseContract, terms: Terms, at: number): Contract {
  const { cite } = open.statement.source;
  return {
    terms,
    contractStart: stated.contract_start ?? null,
    attributes: oneEach(stated.attributes ?? {}),
    unitAttributes: Object.assign(
      Object.create(null),
      ...Object.entries(stated.unit_attributes ?? {}).map(([unit, facts]) => named(unit, oneEach(facts))),
    ),
    channel: stated.channel ?? 'direct',
    exclusions: (stated.exclusions ?? []).map(({ begin, end, tag, proved }, index) => ({
      begin,
      end,
      tag,
      proved,
      origin: cite(['contracts', at, 'exclusions', index]).origin ?? { file: open.statement.source.file },
    })),
    tickets: (stated.tickets ?? []).map(({ kind, at: moment, unit, document }, index) => ({
      kind,
      at: moment,
      unit: unit ?? null,
      document: document ?? null,
      origin: cite(['contracts', at, 'tickets', index]).origin ?? { file: open.statement.source.file },
    })),
    lives: Object.assign(
      Object.create(null),
      ...Object.entries(stated.unit_life ?? {}).map(([unit, { from, until }]) =>
        named(unit, { begin: from, end: until }),
      ),
    ),
    events: statedEvents(open, stated.events ?? [], terms, ['contracts', at, 'events']),
    evidence: stated.evidence ?? [],
    hourlyPrice: stated.hourly_price ?? null,
    trusted: stated.trust ?? [],
  };
}

function named<T>(key: string, value: T): Record<string, T> {
  return Object.assign(Object.create(null), { [key]: value });
}

/** A record without a prototype, so that a unit called `constructor` is just a name. */
function oneEach(facts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.assign(Object.create(null), facts);
}
