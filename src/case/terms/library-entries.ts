import type { Issue, Result } from '../../engine/records/issue.ts';
import type { Commitment, Edition, EvidenceGrade, Terms } from '../../engine/records/terms.ts';
import { spanOf } from '../../engine/terms/page.ts';
import { didYouMean } from '../../engine/values/nearest.ts';
import { listTerms } from '../terms-library.ts';
import { commitmentGrade, editionGrade } from './figure-grades.ts';
import { readTerms } from './reference.ts';

/** One edition as `terms list --json` gives it. */
export interface LibraryEntry {
  readonly id: string;
  readonly vendor: string;
  readonly service: string;
  readonly edition: string;
  readonly effective: { readonly from: string | null; readonly until: string | null };
  readonly commitments: readonly string[];
  readonly status: Edition['status'];
  /** The least well known field that a figure of the edition rests on. */
  readonly grade: EvidenceGrade;
  readonly lastChecked: string;
  readonly title: string;
  /** By commitment; null: it has no figure. */
  readonly grades: { readonly [commitment: string]: EvidenceGrade | null };
  /** Whether every promise, some or none of them yields a figure. */
  readonly figures: 'all' | 'some' | 'none';
}

export interface LibraryFilter {
  readonly vendor?: string;
  readonly status?: string;
  readonly grade?: string;
  /** Part of an id, of a service's name, of a title, or of a name in outage logs. */
  readonly service?: string;
  /** `2026-11-21`: only what is in force on this day. */
  readonly on?: string;
  /** Every edition; otherwise the newest of each document, or the one in force on the day. */
  readonly all?: boolean;
}

/** The library's editions that pass the filter, by id and in their order. */
export function libraryEntries(filter: LibraryFilter = {}): Result<LibraryEntry[]> {
  const issues: Issue[] = [];
  const library = listTerms().flatMap((file): Terms[] => {
    const read = readTerms([file]);
    issues.push(...read.issues.filter((issue) => issue.severity === 'error'));
    return read.value ? [read.value] : [];
  });
  const unknown = unknownVendor(library, filter.vendor);
  if (unknown) return { value: [], issues: [unknown] };
  const entries = library
    .filter((terms) => filter.vendor === undefined || terms.vendor === filter.vendor.toLowerCase())
    .filter((terms) => filter.service === undefined || speaksOf(terms, filter.service))
    .flatMap((terms) => editionsOf(terms, filter).map((edition) => entryOf(terms, edition)))
    .filter(({ status }) => filter.status === undefined || status === filter.status)
    .filter(({ grade }) => filter.grade === undefined || grade === filter.grade)
    // Files sort by their names, where `ecs-reservation.yaml` comes before `ecs.yaml`.
    .sort((a, b) => (a.id === b.id ? 0 : a.id < b.id ? -1 : 1));
  return { value: entries, issues };
}

function editionsOf({ versions }: Terms, { all, on }: LibraryFilter): readonly Edition[] {
  const held = on === undefined ? versions : versions.filter((edition) => isInForce(edition, on));
  return all ? held : held.slice(-1);
}

function isInForce(edition: Edition, day: string): boolean {
  const { from, until } = spanOf(edition);
  return (from === null || from <= day) && (until === null || day < until);
}

function speaksOf({ id, service, document, versions }: Terms, text: string): boolean {
  const names = versions.flatMap(({ commitments }) => commitments.flatMap(({ covers }) => covers.services));
  return [id, service, document.title, ...names].some((name) => name.toLowerCase().includes(text.toLowerCase()));
}

function unknownVendor(library: readonly Terms[], vendor: string | undefined): Issue | null {
  const vendors = [...new Set(library.map((terms) => terms.vendor))];
  if (vendor === undefined || vendors.includes(vendor.toLowerCase())) return null;
  return {
    code: 'case/unknown-vendor',
    severity: 'error',
    message: `The library has no vendor \`${vendor}\`.`,
    origin: { file: 'command line' },
    excerpt: `--vendor ${vendor}`,
    fix: didYouMean(vendor, vendors) || `Its vendors: ${vendors.join(', ')}.`,
  };
}

function entryOf(terms: Terms, edition: Edition): LibraryEntry {
  const { from, until } = spanOf(edition);
  const { grade, figures } = editionGrade(edition);
  const grades = edition.commitments.map(
    (commitment: Commitment) => [commitment.id, commitmentGrade(edition, commitment)] as const,
  );
  return {
    id: terms.id,
    vendor: terms.vendor,
    service: terms.service,
    edition: edition.edition,
    effective: { from, until },
    commitments: edition.commitments.map((commitment) => commitment.id),
    status: edition.status,
    grade,
    lastChecked: terms.last_checked,
    title: terms.document.title,
    grades: Object.fromEntries(grades),
    figures,
  };
}
