import type { Report, ReportClause, ReportCredit } from '../report-schema.ts';
import type { Block, Phrase } from './blocks.ts';
import { type CreditRow, promise } from './credit-rows.ts';
import { figure, number, spread, valueAt } from './figures.ts';
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

function measured(report: Report, { members }: CreditRow): Fact[] {
  const span = (field: 'downtimeSeconds' | 'uptime'): Phrase => {
    const known = members.filter((member) => member[field] && valueAt(report, `${member.ref}.${field}.base`) !== null);
    const ordered = known.sort(
      (a, b) =>
        valueAt(report, `${a.ref}.${field}.base`)?.compare(valueAt(report, `${b.ref}.${field}.base`) ?? 0n) ?? 0,
    );
    const [least, most] = [ordered[0], ordered.at(-1)];
    if (!least || !most) return [];
    const low = say`${figure(report, `${least.ref}.${field}.base`)}${spread(report, `${least.ref}.${field}`)}`;
    const same = valueAt(report, `${least.ref}.${field}.base`)?.equals(
      valueAt(report, `${most.ref}.${field}.base`) ?? 0n,
    );
    return same ? low : say`${low} to ${figure(report, `${most.ref}.${field}.base`)}`;
  };
  const [first] = members;
  const uptime = span('uptime');
  const downtime = span('downtimeSeconds');
  return [
    ...(downtime.length > 0 ? [{ name: 'Downtime', says: downtime }] : []),
    ...(uptime.length > 0 ? [{ name: 'Uptime', says: uptime }] : []),
    ...(first?.tier ? [{ name: 'Tier', says: say`${data(first.tier)}` }] : []),
  ];
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
  const state = deadline.missed ? say`, missed` : [];
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
          figure(report, `${rule.ref}.credit.base`),
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
  return { kind: 'note', text: say`For one of them, ${data(credit.scope.id)} ${ref(credit.ref)}:` };
}
