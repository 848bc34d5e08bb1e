import type { LintClause, LintFinding, LintHeld, LintReport, StrongestTerm } from '../../engine/records/lint.ts';
import type { EditionSpan } from '../../engine/records/terms-page.ts';
import type { Block, Phrase, ReportDocument } from '../document/blocks.ts';
import { data, join, opening, plural, ref, say, sentence, status, time, words } from '../document/phrases.ts';
import { draftNote, gradeName, statusName } from './words.ts';

/** What was looked at. */
export interface LintedTerms {
  readonly id: string;
  readonly title: string;
  readonly edition: EditionSpan;
  readonly promises: readonly string[];
  /** Titles of the documents that were laid over it. */
  readonly overlays: readonly string[];
}

/** What a contract lacks, heaviest first, and what it has. */
export function writeLint(terms: LintedTerms, report: LintReport): ReportDocument {
  const { findings, held } = report;
  return {
    blocks: [
      {
        kind: 'title',
        text: say`${sentence(terms.title)}`,
        under: say`${data(terms.id)}, edition ${data(terms.edition.name)} (${words(statusName(terms.edition.status))}), against the strongest public terms known`,
      },
      { kind: 'lead', text: lead(report) },
      {
        kind: 'note',
        text: say`No legal advice: a list of matters to raise, for whoever negotiates and their counsel.`,
      },
      ...draftNote(terms.edition.status),
      ...(terms.overlays.length > 0
        ? [
            {
              kind: 'note',
              text: say`Laid over it: ${join(
                terms.overlays.map((title) => [sentence(title)]),
                ', ',
              )}.`,
            } as const,
          ]
        : []),
      ...BANDS.flatMap(({ title, from, below }) => {
        const band = findings.filter(({ weight }) => weight >= from && weight < below);
        return band.length === 0
          ? []
          : [{ kind: 'heading', level: 2, text: say`${words(title)}` } as const, ...band.flatMap(finding)];
      }),
      ...has(held),
    ],
  };
}

const BANDS = [
  { title: 'Most of a loss', from: 75, below: 101 },
  { title: 'Much of it', from: 50, below: 75 },
  { title: 'Some of it', from: 0, below: 50 },
] as const;

function lead({ findings, held }: LintReport): Phrase {
  const unseen = findings.filter(({ known }) => !known).length;
  const open = unseen > 0 ? say`, of which ${plural(unseen, 'rests', 'rest')} on what is not known of the text` : [];
  const raise = findings.length === 0 ? say`Nothing` : plural(findings.length, 'matter', 'matters');
  return say`${raise} to raise${open}; ${plural(held.length, 'is', 'are')} settled for the buyer.`;
}

function finding({ rule, title, clauses, costs, strongest, ask }: LintFinding): Block[] {
  return [
    { kind: 'heading', level: 3, text: say`${words(title)} ${ref(`[${rule}]`)}` },
    {
      kind: 'facts',
      facts: [
        ...merged(clauses).map((says) => ({ name: 'Contract', says })),
        { name: 'Costs', says: say`${words(costs)}` },
        { name: 'Strongest', says: strong(strongest) },
        { name: 'Ask for', says: say`${words(ask)}` },
      ],
    },
  ];
}

/** The same words of several promises once, with their names and the place of the first. */
function merged(clauses: readonly LintClause[]): Phrase[] {
  const texts = [...new Set(clauses.map(({ says }) => says))];
  return texts.map((says) => {
    const all = clauses.filter((clause) => clause.says === says);
    const [first] = all as [LintClause, ...LintClause[]];
    const of = all.flatMap(({ commitment }) => (commitment === null ? [] : [commitment]));
    const whose = of.length > 0 ? say` (${data(of.join(', '))})` : [];
    const place = first.place ? say`, ${data(first.place)}` : [];
    return say`${opening(says)}${whose} ${status(gradeName(first.grade), 'quiet')}${place}`;
  });
}

function strong({ vendor, says, url, grade, retrieved, note }: StrongestTerm): Phrase {
  const who = vendor === 'none' ? [] : say`${words(vendor)}: `;
  const where = grade === 'not_found' ? [] : say` (${words(gradeName(grade))}, seen ${time(retrieved)})`;
  const term = vendor === 'none' ? capital(says) : says;
  return say`${who}${words(term)}${where}.${note ? say` ${words(note)}` : []}${url ? say` ${data(url)}` : []}`;
}

function capital(text: string): string {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}

function has(held: readonly LintHeld[]): Block[] {
  if (held.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: say`Settled for the buyer` },
    {
      kind: 'list',
      items: held.map(({ title, clauses: [first] }) =>
        first ? say`${words(title)}: ${sentence(first.says)}.` : say`${words(title)}.`,
      ),
    },
  ];
}
