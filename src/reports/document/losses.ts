import { isZero } from '../../engine/values/exact.ts';
import type { Report, ReportLoss } from '../report-schema.ts';
import type { Block, Phrase, Row } from './blocks.ts';
import { duration, figure, number, valueAt } from './figures.ts';
import {
  body,
  data,
  explained,
  inCurrency,
  opening,
  plural,
  ref,
  say,
  sentence,
  strong,
  total,
  words,
} from './phrases.ts';
import { attributionPiece, gradePiece } from './statuses.ts';

const MOST = 20;

/** What the outage cost: a table of buckets for each run, other losses, and cash against non-cash. */
export function losses(report: Report): Block[] {
  const heading: Block = { kind: 'heading', level: 2, text: say`What the outage cost` };
  if (report.losses.length + report.otherLosses.length === 0) {
    return [
      heading,
      { kind: 'paragraph', text: say`No training run and no other loss is in the case, so no cost was computed.` },
    ];
  }
  const left = report.losses.length - MOST;
  const more: Block = {
    kind: 'note',
    text: say`${plural(left, 'further loss is', 'further losses are')} in the JSON record.`,
  };
  return [
    heading,
    ...report.losses.slice(0, MOST).flatMap((loss) => runLoss(report, loss)),
    ...(left > 0 ? [more] : []),
    ...otherLosses(report),
    ...together(report),
    ...cashSplit(report),
  ];
}

function runLoss(report: Report, loss: ReportLoss): Block[] {
  const incident = report.incidents.find((one) => one.id === loss.incident);
  const when = incident ? say` in ${ref(incident.ref)}` : [];
  return [
    {
      kind: 'heading',
      level: 3,
      text: say`${ref(loss.ref)} Run ${data(loss.run)}${when}: ${words(STATUS[loss.status])}`,
    },
    { kind: 'paragraph', text: rate(report, loss) },
    ...(loss.buckets.length > 0 ? [buckets(report, loss)] : []),
    ...(loss.facts.length > 0 ? [{ kind: 'list', items: loss.facts.map(fact) } as const] : []),
  ];
}

const STATUS = {
  measured: 'measured',
  accrued: 'still accruing, the run has not caught up',
  undetermined: 'total undetermined',
} as const;

function rate(report: Report, loss: ReportLoss): Phrase {
  const gpus = figure(report, `${loss.ref}.gpus`);
  const known = valueAt(report, `${loss.ref}.rate`) !== null;
  const price = known
    ? say`at ${number(report, `${loss.ref}.rate`)} ${data(report.case.currency)} per GPU-hour`
    : say`at a rate that is undetermined`;
  const delay = valueAt(report, `${loss.ref}.delaySeconds`);
  const late = delay === null ? [] : say` The run lost ${duration(report, `${loss.ref}.delaySeconds`)} of progress.`;
  return say`${gpus} ${price}${explained(`${loss.ref}.rate`)}.${late} ${opening(loss.because)}`;
}

function buckets(report: Report, loss: ReportLoss): Block {
  const cell = (place: string) => number(report, `${loss.ref}.${place}`);
  const rows: Row[] = loss.buckets.map((bucket) =>
    body(
      ref(bucket.ref),
      sentence(bucket.says),
      number(report, `${bucket.ref}.gpus`),
      number(report, `${bucket.ref}.seconds`),
      number(report, `${bucket.ref}.gpuHours`),
      number(report, `${bucket.ref}.cost`),
      gradePiece(bucket.grade),
      attributionPiece(bucket.attribution),
    ),
  );
  const nothing = words('');
  const rounding =
    loss.rounding === null
      ? []
      : [body(nothing, words('Rounding'), nothing, nothing, nothing, cell('rounding'), nothing, nothing)];
  const sum = total(ref(loss.ref), words('Total'), nothing, nothing, cell('gpuHours'), cell('total'), nothing, nothing);
  return {
    kind: 'table',
    columns: [
      { title: 'Ref', type: 'ref' },
      { title: 'What happened', type: 'text' },
      { title: 'GPUs', type: 'quantity' },
      { title: 'Seconds', type: 'quantity' },
      { title: 'GPU-hours', type: 'quantity' },
      { title: inCurrency('Cost', report.case.currency), type: 'money' },
      { title: 'Evidence', type: 'status' },
      { title: 'Borne by', type: 'status' },
    ],
    rows: [...rows, ...rounding, sum],
  };
}

function fact({ label, shown }: ReportLoss['facts'][number]): Phrase {
  return say`${sentence(label)}: ${sentence(shown)}`;
}

function otherLosses(report: Report): Block[] {
  if (report.otherLosses.length === 0) return [];
  return [
    { kind: 'heading', level: 3, text: say`Other losses, as stated` },
    {
      kind: 'table',
      columns: [
        { title: 'Ref', type: 'ref' },
        { title: 'What', type: 'text' },
        { title: 'Document', type: 'text' },
        { title: inCurrency('Cost', report.case.currency), type: 'money' },
        { title: 'Kind', type: 'text' },
      ],
      rows: report.otherLosses.map((loss) =>
        body(
          ref(loss.ref),
          data(loss.says),
          data(loss.document),
          number(report, `${loss.ref}.amount`),
          words(loss.cash ? 'cash' : 'non-cash'),
        ),
      ),
    },
  ];
}

/** Several losses as one table with its total and rounding line. */
function together(report: Report): Block[] {
  const lines = [
    ...report.losses.map((loss) =>
      body(ref(loss.ref), say`Run ${data(loss.run)}`, number(report, `${loss.ref}.total`)),
    ),
    ...report.otherLosses.map((loss) => body(ref(loss.ref), data(loss.says), number(report, `${loss.ref}.amount`))),
  ];
  if (lines.length < 2) return [];
  const rounding =
    report.summary.loss.rounding === null
      ? []
      : [body(words(''), words('Rounding'), number(report, 'summary.loss.rounding'))];
  return [
    { kind: 'heading', level: 3, text: say`All losses` },
    {
      kind: 'table',
      columns: [
        { title: 'Ref', type: 'ref' },
        { title: 'Loss', type: 'text' },
        { title: inCurrency('Cost', report.case.currency), type: 'money' },
      ],
      rows: [
        ...lines.slice(0, MOST),
        ...rounding,
        total(ref('loss'), words('Total'), number(report, 'summary.loss.total')),
      ],
    },
  ];
}

function cashSplit(report: Report): Block[] {
  const amount = valueAt(report, 'summary.loss.total');
  if (amount === null || isZero(amount)) return [];
  const place = 'summary.loss';
  return [
    {
      kind: 'facts',
      facts: [
        {
          name: 'Cash',
          says: say`${strong([figure(report, `${place}.cash`)])}: billed for it, or bought because of it${explained('loss.cash')}`,
        },
        {
          name: 'Non-cash',
          says: say`${strong([figure(report, `${place}.nonCash`)])}: paid for anyway, without useful work${explained('loss.nonCash')}`,
        },
      ],
    },
  ];
}
