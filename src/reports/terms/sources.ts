import type { ClauseSource } from '../../engine/records/terms-clause.ts';
import type { Block, Phrase } from '../document/blocks.ts';
import { body, data, opening, ref, say, time, words } from '../document/phrases.ts';
import { markOf } from './clause-tables.ts';
import { GRADE_MEANS } from './words.ts';

/** Where the clauses were read, under the marks that they carry. */
export function sources(all: readonly ClauseSource[]): Block[] {
  if (all.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: say`Sources` },
    {
      kind: 'table',
      columns: [
        { title: 'Mark', type: 'ref' },
        { title: 'Read in', type: 'text' },
      ],
      rows: all.map((source, position) => body(ref(`[${markOf(position)}]`), described(source))),
    },
  ];
}

function described({ grade, url, retrieved, versionDate, note }: ClauseSource): Phrase {
  const text = versionDate ? say`, text of ${time(versionDate)}` : [];
  const seen = retrieved ? say`, seen ${time(retrieved)}` : [];
  return say`${words(GRADE_MEANS[grade].replace(/^[a-z]/, (letter) => letter.toUpperCase()))}${text}${seen}.${note ? say` ${opening(note)}` : []}${url ? say` ${data(url)}` : []}`;
}
