import type { Edition, EvidenceGrade } from '../../engine/records/terms.ts';
import type { Block, Piece, ReportDocument } from '../document/blocks.ts';
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

/** The library as a table, one line an edition. */
export function writeLibrary(entries: readonly ListedEdition[]): ReportDocument {
  if (entries.length === 0) return { blocks: [{ kind: 'lead', text: say`No terms of the library match.` }] };
  const days = [...new Set(entries.map(({ lastChecked }) => lastChecked))].sort();
  const sameDay = days.length === 1;
  return {
    blocks: [
      {
        kind: 'table',
        columns: [
          { title: 'Terms', type: 'ref' },
          { title: 'Edition', type: 'text' },
          { title: 'In force from', type: 'time' },
          { title: 'Until', type: 'time' },
          { title: 'Status', type: 'status' },
          { title: 'Figures known by', type: 'text' },
          { title: 'Checked', type: 'time' },
        ],
        rows: entries.map((entry, at) =>
          body(
            entries[at - 1]?.id === entry.id ? words('') : ref(entry.id),
            data(entry.edition),
            entry.effective.from ? time(entry.effective.from) : words('not known'),
            entry.effective.until ? time(entry.effective.until) : words(''),
            statusPiece(entry.status),
            known(entry),
            sameDay ? words('') : time(entry.lastChecked),
          ),
        ),
      },
      { kind: 'note', text: summary(entries, days) },
      ...legend(entries),
    ],
  };
}

function known({ figures, grade, status: state }: ListedEdition): Piece {
  if (figures === 'none') return status(state === 'none' ? '' : 'no figure', 'quiet');
  return status(`${gradeName(grade)}${figures === 'some' ? ', part' : ''}`, 'quiet');
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
      ? [{ kind: 'note', text: say`part: some of its promises have no figure whose text is known.` } as const]
      : []),
    ...(none
      ? [
          {
            kind: 'note',
            text: say`no figure: what was seen of the text is not enough, so every credit under it is undetermined.`,
          } as const,
        ]
      : []),
  ];
}
