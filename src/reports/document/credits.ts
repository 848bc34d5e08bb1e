import { sum } from '../../engine/values/exact.ts';
import type { Report, ReportCredit } from '../report-schema.ts';
import type { Block, Phrase, Row } from './blocks.ts';
import { creditFacts } from './credit-facts.ts';
import { type CreditRow, creditRows, fileBy, isSettled, promiseInBrief } from './credit-rows.ts';
import { edgesOf, inThree, valueAt } from './figures.ts';
import { body, data, explained, inCurrency, opening, plural, ref, say, time, total, words } from './phrases.ts';
import { statusPiece } from './statuses.ts';

const MOST_ROWS = 40;
const MOST_DETAILED = 12;

/** What the contracts give: a table of all, then what stands behind each. */
export function credits(report: Report): Block[] {
  const heading: Block = { kind: 'heading', level: 2, text: say`Service credits` };
  const rows = creditRows(report);
  if (rows.length === 0) return [heading, { kind: 'paragraph', text: nothingAssessed(report) }];
  const shown = rows.slice(0, MOST_ROWS);
  const detailed = shown.filter(({ first }) => !isSettled(first)).slice(0, MOST_DETAILED);
  const plainRows = shown.filter((row) => !detailed.includes(row));
  const left = rows.length - shown.length;
  const { currency } = report.case;
  return [
    heading,
    {
      kind: 'table',
      columns: [
        { title: 'Ref', type: 'ref' },
        { title: 'Promise', type: 'text' },
        { title: 'Status', type: 'status' },
        { title: inCurrency('Low', currency), type: 'money' },
        { title: inCurrency('Claimable', currency), type: 'money' },
        { title: inCurrency('High', currency), type: 'money' },
        { title: 'File by', type: 'time' },
      ],
      rows: [...shown.map((row) => tableRow(report, row)), ...totalRows(report, rows)],
    },
    ...(left > 0 ? [tooMany(left)] : []),
    ...sumNote(report, rows),
    ...detailed.flatMap((row) => creditFacts(report, row)),
    ...(plainRows.length > 0 ? [{ kind: 'list', items: plainRows.map(because) } as const] : []),
  ];
}

function dayWords({ date, done, missed }: ReportCredit['deadlines'][number]): Phrase {
  if (missed) return say`${time(date)} missed`;
  return done ? say`done` : say`${time(date)}`;
}

function tableRow(report: Report, row: CreditRow): Row {
  const { group, first } = row;
  const last = fileBy(row);
  const day = last && !isSettled(first) ? dayWords(last) : words('');
  return body(
    ref(group.ref),
    promiseInBrief(row),
    statusPiece(first.status),
    ...inThree(report, edgesOf(`${group.ref}.credit`)),
    day,
  );
}

/** The total, with a line for what rounding each row did to it. */
function totalRows(report: Report, rows: readonly CreditRow[]): Row[] {
  if (rows.length < 2) return [];
  const nothing = words('');
  const claimable = total(
    ref('credit'),
    words('Claimable'),
    nothing,
    ...inThree(report, edgesOf('summary.credit')),
    nothing,
  );
  if (report.summary.creditRounding === null) return [claimable];
  return [
    body(nothing, words('Rounding'), nothing, ...inThree(report, edgesOf('summary.creditRounding')), nothing),
    claimable,
  ];
}

/** Said where the rows are not what the total is the sum of: promises that exclude each other, caps. */
function sumNote(report: Report, rows: readonly CreditRow[]): Block[] {
  const addsUp = (edge: string): boolean => {
    const parts = rows.map(({ group }) => valueAt(report, `${group.ref}.credit.${edge}`));
    const whole = valueAt(report, `summary.credit.${edge}`);
    const known = parts.filter((part) => part !== null);
    return whole === null || (known.length === parts.length && sum(known).equals(whole));
  };
  if (rows.length < 2 || ['low', 'base', 'high'].every(addsUp)) return [];
  return [
    {
      kind: 'note',
      text: say`The rows do not add up to the total: see which of them count together${explained('credit')}.`,
    },
  ];
}

function because({ group, first, members }: CreditRow): Phrase {
  const example = members.length > 1 ? say`, for example ${data(first.scope.id)}` : [];
  return say`${ref(group.ref)} ${statusPiece(first.status)}${example}: ${opening(first.because)}`;
}

function tooMany(left: number): Block {
  return { kind: 'note', text: say`${plural(left, 'further row is', 'further rows are')} in the JSON record.` };
}

function nothingAssessed({ incidents }: Report): Phrase {
  return incidents.length === 0
    ? say`Without an outage there is nothing to assess.`
    : say`No contract of the case speaks of these incidents, so no credit was assessed.`;
}
