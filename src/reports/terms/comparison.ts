import type { ClauseGroup } from '../../engine/records/terms-clause.ts';
import type {
  ComparedClause,
  ComparedSide,
  Difference,
  TermsComparison,
} from '../../engine/records/terms-comparison.ts';
import type { Block, Phrase, ReportDocument } from '../document/blocks.ts';
import { body, count, data, names, plural, say, sentence, time, words } from '../document/phrases.ts';
import { GROUP_TITLES } from './group-titles.ts';
import { statusName } from './words.ts';

/** Two documents side by side: what differs, topic by topic. */
export function writeComparison(comparison: TermsComparison): ReportDocument {
  const { left, right, pairs, differences, onlyLeft, onlyRight, same } = comparison;
  const titles = columnTitles(left, right);
  const total = pairs.reduce((sum, pair) => sum + pair.differences.length, differences.length);
  return {
    blocks: [
      {
        kind: 'title',
        text: say`${data(name(left))} beside ${data(name(right))}`,
        under: say`what differs, clause by clause`,
      },
      {
        kind: 'facts',
        facts: [
          { name: titles[0], says: side(left) },
          { name: titles[1], says: side(right) },
        ],
      },
      { kind: 'lead', text: summary(total, same) },
      ...unpaired(onlyLeft, onlyRight, titles),
      ...pairs.flatMap((pair) => [
        {
          kind: 'heading',
          level: 2,
          text: pair.left === pair.right ? say`${data(pair.left)}` : say`${data(pair.left)} beside ${data(pair.right)}`,
        } as const,
        ...tables(pair.differences, titles),
      ]),
      ...(differences.length === 0
        ? []
        : [{ kind: 'heading', level: 2, text: say`For every promise` } as const, ...tables(differences, titles)]),
    ],
  };
}

function name({ id, edition, commitment }: ComparedSide): string {
  return `${id}@${edition.name}${commitment === null ? '' : `#${commitment}`}`;
}

/** What tells the two apart: the editions of one document, else the documents. */
function columnTitles(left: ComparedSide, right: ComparedSide): readonly [string, string] {
  if (left.id !== right.id) return [left.id, right.id];
  if (left.edition.name !== right.edition.name) return [left.edition.name, right.edition.name];
  return [left.commitment ?? 'left', right.commitment ?? 'right'];
}

function side({ title, edition: { status, from, until } }: ComparedSide): Phrase {
  const since = from ? say` from ${time(from)}` : [];
  return say`${sentence(title)}, ${words(statusName(status))}${since}${until ? say` until ${time(until)}` : []}`;
}

function summary(total: number, same: number): Phrase {
  if (total === 0) return say`No clause differs; ${plural(same, 'clause is', 'clauses are')} the same.`;
  return say`${plural(total, 'clause differs', 'clauses differ')}; ${count(same)} ${words(same === 1 ? 'is' : 'are')} the same. Downtime is for a month of thirty days.`;
}

function unpaired(left: readonly string[], right: readonly string[], titles: readonly [string, string]): Block[] {
  const lines = [
    ...(left.length > 0 ? [say`Only in ${data(titles[0])}: ${names(left, left.length)}.`] : []),
    ...(right.length > 0 ? [say`Only in ${data(titles[1])}: ${names(right, right.length)}.`] : []),
  ];
  if (lines.length === 0) return [];
  const hint = say`Promises are paired by their ids; name two to set them side by side: ${words('ID#PROMISE')}.`;
  return [{ kind: 'list', items: left.length > 0 && right.length > 0 ? [...lines, hint] : lines }];
}

function tables(differences: readonly Difference[], titles: readonly [string, string]): Block[] {
  if (differences.length === 0) return [{ kind: 'paragraph', text: say`The same.` }];
  const groups = [...new Set(differences.map(({ group }) => group))];
  return groups.flatMap((group): Block[] => [
    { kind: 'heading', level: 3, text: say`${words(GROUP_TITLES[group])}` },
    {
      kind: 'table',
      columns: [
        { title: 'Clause', type: 'text' },
        { title: titles[0], type: 'text', even: true },
        { title: titles[1], type: 'text', even: true },
      ],
      rows: differences
        .filter((difference) => difference.group === group)
        .map(({ topic, rule, left, right }) =>
          body(sentence(rule === null ? topic : `${topic} (${rule})`), said(left, group), said(right, group)),
        ),
    },
  ]);
}

function said(clause: ComparedClause | null, group: ClauseGroup): Phrase {
  if (clause === null) return group === 'exclusions' ? say`not in its list` : say`not stated`;
  const weak = WEAK.get(clause.grade);
  return say`${sentence(clause.says)}${weak ? say` (${words(weak)})` : []}`;
}

const WEAK = new Map([
  ['general_knowledge', 'hearsay'],
  ['not_found', 'not known'],
]);
