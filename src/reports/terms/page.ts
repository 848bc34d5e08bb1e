import type { KnownClause } from '../../engine/records/terms-clause.ts';
import type { EditionSpan, TermsPage } from '../../engine/records/terms-page.ts';
import type { Block, Phrase, ReportDocument } from '../document/blocks.ts';
import { body, data, join, names, ref, say, sentence, time, words } from '../document/phrases.ts';
import { clauseTables } from './clause-tables.ts';
import { GROUP_TITLES } from './group-titles.ts';
import { openReadings } from './open-readings.ts';
import { sources } from './sources.ts';
import { draftNote, statusName } from './words.ts';

/** An edition of an SLA document in the order a person reads it: what it promises and pays, how to claim it, what is open. */
export function writePage(page: TermsPage): ReportDocument {
  const promises = page.commitments.some(({ coverage }) => coverage === 'covered' || coverage === 'unknown');
  return {
    blocks: [
      {
        kind: 'title',
        text: say`${sentence(page.title)}`,
        under: say`${data(page.id)}, edition ${data(page.edition.name)}, ${span(page.edition)}`,
      },
      { kind: 'facts', facts: head(page) },
      ...draftNote(page.edition.status),
      ...(promises ? [] : [nothing(page)]),
      ...(page.commitments.length === 0 ? [] : [glance(page)]),
      ...page.commitments.flatMap((commitment) => [
        { kind: 'heading', level: 2, text: say`${data(commitment.id)}: ${sentence(commitment.unit)}` } as const,
        ...groups(commitment.clauses),
      ]),
      ...(promises ? [...whole(page), ...openReadings(page)] : []),
      ...examples(page),
      ...negotiated(page),
      ...sources(page.sources),
    ],
  };
}

function span({ status, from, until }: EditionSpan): Phrase {
  const since = from ? say`from ${time(from)}` : say`from a day that is not known`;
  return say`${words(statusName(status))} ${since}${until ? say` until ${time(until)}` : []}`;
}

function head(page: TermsPage) {
  const { vendor, operator, service, url, lastChecked, otherEditions, published, assumedDays, inherits, movedTo } =
    page;
  const others = otherEditions.map((one) => say`${data(one.name)} (${words(statusName(one.status))})`);
  const facts: readonly (readonly [string, Phrase | null])[] = [
    ['Service', say`${data(service)}`],
    ['Operator', operator === vendor ? null : say`${data(operator)}`],
    ['Page', url ? say`${data(url)}` : null],
    ['Its days', assumedDays ? say`concluded, not read: no source that can be cited gives them` : null],
    ['Published', published ? say`${time(published)}` : null],
    ['Compared', say`with its sources on ${time(lastChecked)}`],
    ['Shared clauses', inherits ? say`marked ${ref('*')}: from the family of ${data(inherits)}` : null],
    ['Other editions', others.length > 0 ? join(others, ', ') : null],
    ['Moved to', movedTo.length > 0 ? names(movedTo) : null],
  ];
  return facts.flatMap(([name, says]) => (says ? [{ name, says }] : []));
}

function glance({ commitments }: TermsPage): Block {
  return {
    kind: 'table',
    columns: [
      { title: 'Promise', type: 'ref' },
      { title: 'Uptime', type: 'text' },
      { title: 'Down in a 30-day month', type: 'text' },
      { title: 'Credit', type: 'text' },
    ],
    rows: commitments.map(({ id, coverage, glance: { target, allows, credit } }) =>
      body(
        ref(id),
        coverage === 'covered' ? sentence(target ?? 'not seen') : words(COVERAGE[coverage] ?? 'not known'),
        sentence(allows ?? ''),
        coverage === 'covered' ? sentence(credit ?? 'not seen') : words(''),
      ),
    ),
  };
}

const COVERAGE: Readonly<Record<string, string>> = {
  excluded: 'no SLA',
  not_published: 'no SLA published',
};

function nothing({ edition: { status } }: TermsPage): Block {
  const text =
    status === 'none'
      ? say`No SLA: nothing is promised, and nothing can be claimed.`
      : say`The text of this edition was not seen, so that every credit under it is undetermined.`;
  return { kind: 'paragraph', text };
}

/** Group by group; what stands beside the first credit comes after it, rule by rule. */
function groups(clauses: readonly KnownClause[]): Block[] {
  const own = clauses.filter(({ rule }) => rule === null);
  const beside = clauses.filter(({ rule }) => rule !== null);
  const present = [...new Set(own.map(({ group }) => group))];
  return present.flatMap((group): Block[] => [
    { kind: 'heading', level: 3, text: say`${words(GROUP_TITLES[group])}` },
    ...clauseTables(own.filter((clause) => clause.group === group)),
    ...(group === 'limits' ? besides(beside) : []),
  ]);
}

function besides(clauses: readonly KnownClause[]): Block[] {
  const rules = [...new Set(clauses.map(({ rule }) => rule))];
  return rules.flatMap((rule): Block[] => [
    { kind: 'heading', level: 3, text: say`And beside it: ${data(rule ?? '')}` },
    ...clauseTables(clauses.filter((clause) => clause.rule === rule)),
  ]);
}

function whole({ clauses }: TermsPage): Block[] {
  return [
    { kind: 'heading', level: 2, text: say`For every promise` },
    ...groups(clauses.filter(({ group }) => group === 'measure' || group === 'limits')),
    ...groups(clauses.filter(({ group }) => group !== 'measure' && group !== 'limits')),
  ];
}

function examples({ examples: all, commitments }: TermsPage): Block[] {
  if (all.length === 0) return [];
  const facts = commitments.flatMap(({ id }) => {
    const own = all.filter((example) => example.commitment === id);
    return own.length === 0
      ? []
      : [
          {
            name: id,
            says: names(
              own.map((example) => example.id),
              own.length,
            ),
          },
        ];
  });
  return [
    { kind: 'heading', level: 2, text: say`Worked examples in the file` },
    { kind: 'facts', facts },
  ];
}

function negotiated({ negotiated: all }: TermsPage): Block[] {
  if (all.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: say`Negotiated` },
    {
      kind: 'list',
      items: all.map(
        ({ field, was, now, document }) =>
          say`${data(field)}: ${sentence(now)}, in place of ${sentence(was)} (${sentence(document)})`,
      ),
    },
  ];
}
