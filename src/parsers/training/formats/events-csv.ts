import type { RunEvent, RunEventKind, Tier } from '../../../engine/records/run.ts';
import { type Exact, parseDecimal } from '../../../engine/values/exact.ts';
import { type CsvRow, type CsvTable, csvHeader, readCsv } from '../../syntax/csv.ts';
import { type IssueList, listIssues } from '../../syntax/issue-list.ts';
import { tallyRows } from '../../syntax/row-tally.ts';
import { readStamp } from '../../syntax/stamp.ts';
import { shorten } from '../../syntax/text.ts';
import type { TextFile } from '../../syntax/text-file.ts';
import { codes } from '../codes.ts';
import type { TrainingFormat, TrainingOptions, TrainingReading } from '../format.ts';

const EVENTS: readonly RunEventKind[] = [
  'run_start',
  'scheduled',
  'load_start',
  'load_end',
  'first_step',
  'step',
  'save_start',
  'save_done',
  'save_committed',
  'failure',
  'detected',
  'capacity_back',
  'run_end',
];
const OF_A_STEP: ReadonlySet<RunEventKind> = new Set(['step', 'save_start', 'save_done', 'save_committed']);
const TIERS: readonly Tier[] = ['memory', 'local', 'remote'];
const COUNT = /^\d{1,15}$/;
const LONGEST_NOTE = 500;

/** An event whose attempt may still have to be counted. */
type Draft = Omit<RunEvent, 'attempt'> & { readonly attempt: number | null };

/**
 * The plain training events CSV (design.md section 5), rows in any order. An empty `attempt` is counted: a `run_start`
 * begins the next one. A column `step_seconds` may give the seconds per step. Where the file names several runs, the
 * rows of the case's run are used; where it names one, that is the run.
 */
export const format: TrainingFormat = {
  id: 'events-csv',
  title: 'plain training events CSV',
  recognize: (file) => {
    const header = csvHeader(file);
    return (
      header.includes('event') &&
      !header.includes('begin') &&
      ['ts', 'step', 'run', 'attempt'].some((name) => header.includes(name))
    );
  },
  parse: (file, options): TrainingReading => {
    const columns = {
      required: ['ts', 'event'],
      optional: ['run', 'attempt', 'step', 'gpus', 'tier', 'note', 'step_seconds'],
    };
    const { value: table, issues: syntax } = readCsv(file, columns, codes);
    const issues = listIssues(file.label);
    const tally = tallyRows();
    for (const { reason, rows } of table?.rejected ?? []) tally.reject(reason, rows);

    const name = table ? runOf(table, file, options, issues) : null;
    const drafts: Draft[] = [];
    for (const row of table?.rows ?? []) {
      const run = row.cells.get('run') ?? '';
      if (run !== '' && run !== name) {
        tally.exclude('of another run');
        continue;
      }
      const draft = table && readRow(row, table, options, issues);
      if (draft) drafts.push(draft);
      else tally.reject('a cell that cannot be read');
    }
    tally.use(drafts.length);
    return {
      value: { format: format.id, events: countAttempts(drafts) },
      issues: [...syntax, ...issues.all()],
      rows: tally.rows(),
    };
  },
};

/** Which name in the column `run` is the case's run. */
function runOf(table: CsvTable, file: TextFile, { run }: TrainingOptions, issues: IssueList): string {
  const names = [...new Set(table.rows.map((row) => row.cells.get('run') ?? ''))].filter((name) => name !== '').sort();
  if (names.length === 0 || names.includes(run)) return run;
  const shown = names
    .slice(0, 5)
    .map((name) => shorten(name, 80))
    .join(', ');
  if (names.length === 1) {
    issues.add({
      code: 'training/run-renamed',
      severity: 'note',
      message: `The file calls the run "${shown}"; the case calls it "${run}".`,
      origin: { file: file.label },
      fix: 'Nothing to do if they are the same run.',
    });
    return names[0] as string;
  }
  issues.add({
    code: 'training/run-not-in-file',
    severity: 'error',
    message: `The run "${run}" is not in the file; it has ${shown}.`,
    origin: { file: file.label },
    fix: 'Name the run of the case as the file does.',
  });
  return run;
}

function readRow(row: CsvRow, table: CsvTable, options: TrainingOptions, issues: IssueList): Draft | null {
  const cell = (header: string) => row.cells.get(header) ?? '';
  const refuse = (code: string, header: string, message: string, fix: string): null => {
    issues.add({
      code,
      severity: 'error',
      message,
      origin: table.originOf(row, header),
      excerpt: table.excerptOf(row),
      fix,
    });
    return null;
  };
  const event = EVENTS.find((known) => known === cell('event').toLowerCase());
  if (!event)
    return refuse(
      'training/unknown-event',
      'event',
      `The event "${shorten(cell('event'), 40)}" is not known.`,
      `Write one of: ${EVENTS.join(', ')}.`,
    );
  for (const header of ['attempt', 'step', 'gpus']) {
    const text = cell(header);
    const least = header === 'step' ? 0 : 1;
    if (text !== '' && (!COUNT.test(text) || Number(text) < least)) {
      return refuse(
        'training/not-a-count',
        header,
        `"${shorten(text, 40)}" in the column ${header} is not a whole number from ${least}.`,
        'Correct it, or leave it empty where it is not known.',
      );
    }
  }
  const count = (header: string) => (cell(header) === '' ? null : Number(cell(header)));
  if (OF_A_STEP.has(event) && count('step') === null)
    return refuse('training/no-step', 'step', `A ${event} needs the step it is about.`, 'Fill the column step.');
  const tier = TIERS.find((known) => known === cell('tier').toLowerCase()) ?? null;
  if (cell('tier') !== '' && !tier)
    return refuse(
      'training/unknown-tier',
      'tier',
      `The tier "${shorten(cell('tier'), 40)}" is not known.`,
      `Write one of: ${TIERS.join(', ')}; leave it empty where it is not known.`,
    );
  const stepSeconds: Exact | null = cell('step_seconds') === '' ? null : (parseDecimal(cell('step_seconds')) ?? null);
  if (cell('step_seconds') !== '' && (stepSeconds === null || stepSeconds.s <= 0n))
    return refuse(
      'training/not-a-duration',
      'step_seconds',
      `"${shorten(cell('step_seconds'), 40)}" is not a number of seconds.`,
      'Write the seconds as a decimal, like 12.5.',
    );
  const read = readStamp(cell('ts'), {
    codes,
    zone: options.zone,
    origin: table.originOf(row, 'ts'),
    what: 'The time of the event',
  });
  if (!read.ok) {
    issues.add(read.issue);
    return null;
  }
  return {
    at: read.instant,
    run: options.run,
    attempt: count('attempt'),
    event,
    step: count('step'),
    gpus: count('gpus'),
    tier,
    stepSeconds,
    note: shorten(cell('note'), LONGEST_NOTE) || null,
    origin: { file: table.originOf(row).file, line: row.line },
  };
}

/** In order of time; rows of one time in the order of the file. */
function countAttempts(drafts: readonly Draft[]): RunEvent[] {
  const inOrder = [...drafts].sort((a, b) => a.at - b.at || (a.origin.line ?? 0) - (b.origin.line ?? 0));
  let current = 1;
  let lived = false;
  return inOrder.map((draft): RunEvent => {
    if (draft.attempt !== null) current = draft.attempt;
    else if (draft.event === 'run_start' && lived) current += 1;
    lived = true;
    return { ...draft, attempt: current };
  });
}
