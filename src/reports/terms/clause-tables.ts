import type { KnownClause } from '../../engine/records/terms-clause.ts';
import type { Block, Phrase } from '../document/blocks.ts';
import { body, ref, say, sentence, status } from '../document/phrases.ts';

/** Clauses as facts with the mark of their source; what is a table is drawn as one below its name. */
export function clauseTables(clauses: readonly KnownClause[]): Block[] {
  const blocks: Block[] = [];
  let facts: { readonly name: string; readonly says: Phrase }[] = [];
  const close = () => {
    if (facts.length > 0) blocks.push({ kind: 'facts', facts });
    facts = [];
  };
  for (const clause of clauses) {
    if (!clause.table) {
      facts.push({ name: clause.topic, says: say`${sentence(clause.says)}${marked(clause)}` });
      continue;
    }
    close();
    if (clause.topic !== 'Credit') blocks.push({ kind: 'note', text: say`${sentence(clause.topic)}:` });
    blocks.push(tableOf(clause));
  }
  close();
  return blocks;
}

function tableOf(clause: KnownClause): Block {
  const rows = clause.table ?? [];
  const isLength = rows.every(({ allows }) => allows === null);
  return {
    kind: 'table',
    columns: [
      { title: isLength ? 'Outage or share' : 'Uptime', type: 'text' },
      { title: 'Down in a 30-day month', type: 'text' },
      { title: 'Credit', type: 'text' },
      { title: '', type: 'ref' },
    ],
    rows: rows.map(({ range, allows, credit }, at) =>
      body(
        say`${sentence(range)}`,
        say`${sentence(allows ?? '')}`,
        say`${sentence(credit)}`,
        at === 0 ? marked(clause) : [],
      ),
    ),
  };
}

/** ` [b]`, with a star where the clause is the family's, and a word where no figure may rest on it. */
export function marked({ source, grade, lentBy }: KnownClause): Phrase {
  const mark = ref(`[${markOf(source)}${lentBy ? '*' : ''}]`);
  if (grade === 'not_found') return say` ${mark} ${status('not known', 'open')}`;
  return grade === 'general_knowledge' ? say` ${mark} ${status('hearsay', 'open')}` : say` ${mark}`;
}

/** a, b, ... z, aa, ab, ... */
export function markOf(position: number): string {
  const letter = String.fromCharCode(97 + (position % 26));
  return position < 26 ? letter : `${markOf(Math.floor(position / 26) - 1)}${letter}`;
}
