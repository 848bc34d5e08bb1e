import type { ClauseGroup, TableRow, TermsClause } from '../../records/terms-clause.ts';

/** Collects the clauses of one group; a topic that the terms do not speak of is left out. */
export function clausesIn(group: ClauseGroup, at: string, rule: string | null = null) {
  const list: TermsClause[] = [];
  return {
    list,
    add(topic: string, field: string, says: string | null | undefined, table: readonly TableRow[] | null = null) {
      if (says) list.push({ group, topic, says, field: [at, field].filter(Boolean).join('.'), rule, table });
    },
  };
}

/** Words for the words of a closed list; a word that is not there speaks for itself. */
export function inWords(words: Readonly<Record<string, string>>, tag: string): string {
  return words[tag] ?? tag.replaceAll('_', ' ');
}
