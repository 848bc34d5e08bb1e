import type { Report, ReportClause, ReportCredit } from '../report-schema.ts';
import type { Block, Phrase, Piece } from './blocks.ts';
import { type CreditRow, promise } from './credit-rows.ts';
import { duration, figure, number, spread, valueAt } from './figures.ts';
import { body, data, explained, inCurrency, join, names, opening, ref, say, sentence, time, words } from './phrases.ts';
import { evidenceWords, statusPiece } from './statuses.ts';

type Fact = { readonly name: string; readonly says: Phrase };

/** What stands behind one row: why, uptime and tier, base, what each reading is worth, who negotiated what. */
export function creditFacts(report: Report, row: CreditRow): Block[] {
  const { group, first } = row;
  const facts: Fact[] = [
    { name: row.members.length > 1 ? 'Why, for example' : 'Why', says: why(row) },
    ...measured(report, row),
    ...money(report, row),
    ...first.deadlines.map((deadline) => ({ name: 'Deadline', says: deadlineWords(deadline) })),
    ...first.negotiated.map((clause) => ({ name: 'Negotiated', says: negotiated(clause) })),
    ...basis(first),
    ...first.notes.map((note) => ({ name: 'Note', says: [opening(note)] })),
  ];
  return [
    { kind: 'heading', level: 3, text: say`${ref(group.ref)} ${promise(row)}: ${statusPiece(first.status)}` },
    { kind: 'facts', facts },
    ...rules(report, first, row.members.length),
    ...readings(report, first, row.members.length),
  ];
}

function why({ first, members }: CreditRow): Phrase {
  return members.length > 1 ? say`${data(first.scope.id)}: ${opening(first.because)}` : [opening(first.because)];
}

function measured(report: Report, { members, first }: CreditRow): Fact[] {
  const downtime = extremes(report, members, 'downtimeSeconds', duration);
  const uptime = extremes(report, members, 'uptime', figure);
  return [
    ...(downtime.length > 0 ? [{ name: 'Downtime', says: downtime }] : []),
    ...(uptime.length > 0 ? [{ name: 'Uptime', says: uptime }] : []),
    ...(first.tier ? [{ name: 'Tier', says: say`${data(first.tier)}` }] : []),
  ];
}

/** One value where all members and readings agree, else the least and the greatest. */
function extremes(
  report: Report,
  members: readonly ReportCredit[],
  field: 'downtimeSeconds' | 'uptime',
  show: (report: Report, place: string) => Piece,
): Phrase {
  const places = members.flatMap((member) => ['low', 'base', 'high'].map((edge) => `${member.ref}.${field}.${edge}`));
  const known = places.flatMap((place) => {
    const value = valueAt(report, place);
    return value ? [{ place, value }] : [];
  });
  const [least, ...rest] = known.sort((a, b) => a.value.compare(b.value));
  const most = rest.at(-1);
  if (!least) return [];
  if (!most || most.value.equals(least.value)) return [show(report, least.place)];
  return say`${show(report, least.place)} to ${show(report, most.place)}`;
}

function money(report: Report, { group, first }: CreditRow): Fact[] {
  const worth = group.worth
    ? [
        {
          name: 'Worth',
          says: say`${figure(report, `${group.ref}.worth.base`)}${spread(report, `${group.ref}.worth`)} with ${missing(first)}${explained(`${group.ref}.worth`)}`,
        },
      ]
    : [];
  const base =
    group.base === null
      ? []
      : [{ name: 'Base', says: say`${figure(report, `${group.ref}.base`)}${explained(`${group.ref}.base`)}` }];
  return [...base, ...worth];
}

function missing({ evidence }: ReportCredit): Phrase {
  return evidence.missing.length > 0 ? names(evidence.missing.map(tagWords)) : say`what is missing`;
}

/** `incident_times` as people say it. */
export function tagWords(tag: string): string {
  return tag.replaceAll('_', ' ');
}

export function deadlineWords(deadline: ReportCredit['deadlines'][number]): Phrase {
  const reading = deadline.reading
    ? say` (reading ${data(deadline.reading)}${words(deadline.conservative ? ', the conservative one' : '')})`
    : [];
  const done = deadline.done ? say`, done at ${time(deadline.done)}` : [];
  const state = [...done, ...(deadline.missed ? say`, ${words(deadline.done ? 'too late' : 'missed')}` : [])];
  return say`${time(deadline.date)}: ${data(tagWords(deadline.step))} ${words(deadline.event)} by then${reading}${state}`;
}

function negotiated(clause: ReportClause): Phrase {
  const document = clause.origin ? say` (${data(clause.origin.file)})` : [];
  return say`${data(clause.field)}: ${sentence(clause.says)}${document}`;
}

/** Clauses whose text is known less well than in the vendor's own words: said once a grade. */
function basis({ clauses }: ReportCredit): Fact[] {
  const grades = [...new Set(clauses.map((clause) => clause.grade))].sort();
  return grades.flatMap((grade) => {
    const source = evidenceWords(grade);
    if (!source) return [];
    const fields = [...new Set(clauses.filter((clause) => clause.grade === grade).map((clause) => clause.field))];
    return [{ name: 'Evidence', says: say`${names(fields)}: ${words(source)}` }];
  });
}

function rules(report: Report, credit: ReportCredit, units: number): Block[] {
  if (credit.rules.length < 2) return [];
  return [
    ...(units > 1 ? [exampleOf(credit)] : []),
    {
      kind: 'table',
      columns: [
        { title: 'Rule', type: 'text' },
        { title: 'Gives', type: 'text' },
        { title: inCurrency('Credit', report.case.currency), type: 'money' },
        { title: 'How', type: 'text' },
      ],
      rows: credit.rules.map((rule) =>
        body(
          data(rule.rule),
          sentence(rule.says),
          number(report, `${rule.ref}.credit.base`),
          words(rule.automatic ? 'automatic' : 'on request'),
        ),
      ),
    },
  ];
}

function readings(report: Report, credit: ReportCredit, units: number): Block[] {
  if (credit.readings.length === 0) return [];
  return [
    ...(units > 1 && credit.rules.length < 2 ? [exampleOf(credit)] : []),
    {
      kind: 'table',
      columns: [
        { title: 'Reading', type: 'text' },
        { title: 'What it means', type: 'text' },
        { title: inCurrency('Credit', report.case.currency), type: 'money' },
      ],
      rows: credit.readings.map((reading) => {
        const chosen = reading.isDefault ? ' (default)' : '';
        return body(
          join([[data(reading.name)], [data(reading.value)]], ': ').concat(words(chosen)),
          sentence(reading.says),
          number(report, `${reading.ref}.credit`),
        );
      }),
    },
  ];
}

function exampleOf(credit: ReportCredit): Block {
  return { kind: 'note', text: say`For one of them, ${data(credit.scope.id)}${explained(credit.ref)}:` };
}
