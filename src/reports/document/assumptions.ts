import type { Report, ReportFigure, ReportIssue } from '../report-schema.ts';
import type { Block, Phrase } from './blocks.ts';
import { data, explained, join, names, opening, plural, say, sentence, words } from './phrases.ts';

const MOST = 20;

/** What rests on an assumption, which readings are open or settled, and what the inputs left to say. */
export function assumptions(report: Report): Block[] {
  const items = [...assumed(report), ...openReadings(report), ...settled(report)];
  const issues = report.issues.filter((issue) => issue.severity !== 'note');
  return [
    { kind: 'heading', level: 2, text: say`What was assumed, and what is open` },
    items.length > 0
      ? { kind: 'list', items }
      : { kind: 'paragraph', text: say`Nothing was assumed and no reading is open.` },
    ...(issues.length > 0 ? remarks(issues) : []),
  ];
}

/** Figures that nobody measured; what is only computed from them need not be said twice. */
function assumed(report: Report): Phrase[] {
  const said = new Map<string, Phrase>();
  for (const [id, figure] of Object.entries(report.figures)) {
    if (figure.grade !== 'assumed' || restsOnAssumed(report, figure)) continue;
    const { label, shown, formula } = figure;
    const key = JSON.stringify([label, shown, formula]);
    if (said.has(key)) continue;
    const value = figure.value === null ? [] : say` ${sentence(shown)},`;
    said.set(key, say`Assumed: ${sentence(label)},${value} ${sentence(formula)}${explained(shortName(report, id))}`);
  }
  return cap([...said.values()], 'further assumption is', 'further assumptions are');
}

function cap(items: readonly Phrase[], one: string, many: string): Phrase[] {
  const left = items.length - MOST;
  return left > 0 ? [...items.slice(0, MOST), say`${plural(left, one, many)} in the JSON record`] : [...items];
}

function restsOnAssumed(report: Report, figure: ReportFigure): boolean {
  return figure.inputs.some((id) => report.figures[id]?.grade === 'assumed');
}

// The shortest of its names is the easiest to type.
function shortName(report: Report, id: string): string {
  const aliases = Object.entries(report.aliases).filter(([, target]) => target === id);
  return aliases.map(([alias]) => alias).sort((a, b) => a.length - b.length)[0] ?? id;
}

/** Subjects that credits were computed for in more than one way, with the reading that was taken. */
function openReadings({ credits }: Report): Phrase[] {
  const subjects = new Map<string, { values: Set<string>; taken: string | null; credits: Set<string> }>();
  for (const credit of credits) {
    for (const reading of credit.readings) {
      const subject = subjects.get(reading.name) ?? { values: new Set(), taken: null, credits: new Set() };
      subjects.set(reading.name, subject);
      subject.values.add(reading.value);
      subject.credits.add(credit.terms);
      if (reading.isDefault) subject.taken = reading.value;
    }
  }
  return [...subjects].map(([name, { values, taken, credits: terms }]) => {
    const chosen = taken === null ? [] : say`; taken here: ${data(taken)}`;
    return say`Open in ${names([...terms])}: ${data(name)} can be read as ${names([...values])}${chosen}`;
  });
}

function settled({ provenance }: Report): Phrase[] {
  return Object.entries(provenance.readings).map(
    ([name, value]) => say`Settled by you: ${data(name)} is read as ${data(value)}`,
  );
}

function remarks(issues: readonly ReportIssue[]): Block[] {
  return [
    { kind: 'heading', level: 3, text: say`Remarks on the inputs` },
    { kind: 'list', items: cap(issues.map(remark), 'further remark is', 'further remarks are') },
  ];
}

function remark({ code, severity, message, origin, fix }: ReportIssue): Phrase {
  const place = origin
    ? say` (${data([origin.file, origin.line, origin.column].filter((part) => part !== null).join(':'))})`
    : [];
  const remedy = fix ? say` ${sentence(fix)}` : [];
  return join([say`${words(SEVERITIES[severity])} ${data(code)}${place}`, say`${opening(message)}${remedy}`], ': ');
}

const SEVERITIES = { error: 'Error', warning: 'Warning', note: 'Note' } as const;
