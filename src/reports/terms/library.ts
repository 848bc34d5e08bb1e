import type { Edition, EvidenceGrade } from '../../engine/records/terms.ts';
import type { Block, Phrase, Piece, ReportDocument } from '../document/blocks.ts';
import { body, data, join, plural, ref, say, status, time, words } from '../document/phrases.ts';
import { gradeName, statusPiece } from './words.ts';

/** An edition in the list; what more the entry holds is for machines. */
export interface ListedEdition {
  readonly id: string;
  readonly vendor: string;
  readonly service: string;
  readonly edition: string;
  readonly effective: { readonly from: string | null; readonly until: string | null };
  readonly commitments: readonly string[];
  readonly status: Edition['status'];
  readonly grade: EvidenceGrade;
  readonly figures: 'all' | 'some' | 'none';
  readonly lastChecked: string;
}

/**
 * The library as a table, one line an edition.
 *
 * @param wide whether there is room for the day each was last compared with its sources
 */
export function writeLibrary(entries: readonly ListedEdition[], wide = false): ReportDocument {
  if (entries.length === 0) return { blocks: [{ kind: 'lead', text: say`No terms of the library match.` }] };
  const days = [...new Set(entries.map(({ lastChecked }) => lastChecked))].sort();
  return {
    blocks: [
      { kind: 'lead', text: summary(entries, days) },
      {
        kind: 'table',
        columns: [
          { title: 'Terms', type: 'ref' },
          { title: 'Edition', type: 'text' },
          { title: 'Figures known by', type: 'text' },
          { title: 'Checked', type: 'time' },
        ],
        rows: entries.map((entry, at) =>
          body(
            entries[at - 1]?.id === entry.id ? words('') : ref(entry.id),
            edition(entry, wide),
            known(entry),
            wide ? time(entry.lastChecked) : words(''),
          ),
        ),
      },
      ...legend(entries),
    ],
  };
}

/** Its name, which mostly is the day it begins; other days stand beside it where there is room. */
function edition({ edition: name, effective: { from, until } }: ListedEdition, wide: boolean): Phrase {
  const saysMore = from !== null && !from.startsWith(name);
  if (until)
    return saysMore && wide
      ? say`${data(name)}, ${time(from)} to ${time(until)}`
      : say`${data(name)} to ${time(until)}`;
  if (saysMore && wide) return say`${data(name)}, from ${time(from)}`;
  return saysMore && !/\d/.test(name) ? say`from ${time(from)}` : say`${data(name)}`;
}

/** How well its figures are known; an edition that is not in force says so in their place. */
function known({ figures, grade, status: state }: ListedEdition): Piece {
  if (state !== 'in_force') return statusPiece(state);
  return figures === 'none'
    ? status('no figure', 'quiet')
    : status(`${gradeName(grade)}${figures === 'some' ? ' +' : ''}`, 'quiet');
}

function summary(entries: readonly ListedEdition[], days: readonly string[]) {
  const counted = (pick: (entry: ListedEdition) => string) => new Set(entries.map(pick)).size;
  const documents = counted(({ id }) => id);
  const commitments = entries.reduce((sum, entry) => sum + entry.commitments.length, 0);
  const [first = '', last] = [days[0], days.at(-1)];
  const checked = last && last !== first ? say`${time(first)} to ${time(last)}` : say`${time(first)}`;
  const parts = [
    [...plural(documents, 'document', 'documents')],
    ...(entries.length > documents ? [[...plural(entries.length, 'edition', 'editions')]] : []),
    [...plural(commitments, 'promise', 'promises')],
    [
      ...plural(
        counted(({ vendor }) => vendor),
        'vendor',
        'vendors',
      ),
    ],
  ];
  return say`${join(parts, ', ')}; last compared with their sources: ${checked}.`;
}

function legend(entries: readonly ListedEdition[]): Block[] {
  const some = entries.some(({ figures }) => figures === 'some');
  const none = entries.some(({ figures, status: state }) => figures === 'none' && state !== 'none');
  return [
    ...(some
      ? [
          {
            kind: 'note',
            text: say`+ others of its promises have no figure, because their text is not known.`,
          } as const,
        ]
      : []),
    ...(none
      ? [
          {
            kind: 'note',
            text: say`no figure, not seen: what was read of the text is not enough; a credit under it is undetermined.`,
          } as const,
        ]
      : []),
  ];
}
