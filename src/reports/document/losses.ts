import { isZero } from '../../engine/values/exact.ts';
import type { Report, ReportLoss } from '../report-schema.ts';
import type { Block, Phrase, Row } from './blocks.ts';
import { duration, figure, number, valueAt } from './figures.ts';
import {
  body,
  data,
  explained,
  inCurrency,
  join,
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
  const tied = report.losses.filter(isTied);
  const apart = report.losses.filter((loss) => !isTied(loss));
  const left = Math.max(0, tied.length - MOST) + Math.max(0, apart.length - MOST);
  const more: Block = {
    kind: 'note',
    text: say`${plural(left, 'further loss is', 'further losses are')} in the JSON record.`,
  };
  return [
    heading,
    ...tied.slice(0, MOST).flatMap((loss) => runLoss(report, loss)),
    ...otherLosses(report),
    ...together(report),
    ...cashSplit(report),
    ...notTied(report, apart),
    ...(left > 0 ? [more] : []),
  ];
}

function isTied({ incident }: ReportLoss): boolean {
  return incident !== null;
}

/** Nothing says that an outage of the case caused these: each is shown, and none is added to the others. */
function notTied(report: Report, apart: readonly ReportLoss[]): Block[] {
  if (apart.length === 0) return [];
  const why = say`Not tied to an incident: not in the totals. No outage of the case meets these runs in place and time.`;
  return [{ kind: 'paragraph', text: why }, ...apart.slice(0, MOST).flatMap((loss) => runLoss(report, loss))];
}

function runLoss(report: Report, loss: ReportLoss): Block[] {
  const incident = report.incidents.find((one) => one.id === loss.incident);
  const when = incident ? say` in ${ref(incident.ref)}` : isTied(loss) ? [] : say`, not tied to an incident`;
  return [
    {
      kind: 'heading',
      level: 3,
      text: say`${ref(loss.ref)} ${named(loss)}${when}: ${words(STATUS[loss.status])}`,
    },
    { kind: 'paragraph', text: rate(report, loss) },
    ...(loss.buckets.length > 0 ? [buckets(report, loss), ...borne(report, loss)] : []),
    ...(loss.facts.length > 0 ? [{ kind: 'list', items: loss.facts.map(fact) } as const] : []),
  ];
}

function named({ of, run }: ReportLoss): Phrase {
  return of === 'pool' ? say`Pool ${data(run)}, GPUs of no run` : say`Run ${data(run)}`;
}

/** The part of a loss that is not the outage's, where there is one. */
function borne(report: Report, loss: ReportLoss): Block[] {
  const share = (who: 'customer' | 'unclear', says: string): Phrase[] => {
    const place = `${loss.ref}.byAttribution.${who}`;
    const value = valueAt(report, place);
    if (value !== null && isZero(value)) return [];
    return [say`${words(says)}: ${figure(report, place)}${explained(place)}`];
  };
  const shares = [
    ...share('customer', "of which the customer's own risk"),
    ...share('unclear', 'of which the records do not decide who bears it'),
  ];
  return shares.length > 0 ? [{ kind: 'paragraph', text: join(shares, '; ') }] : [];
}

const STATUS = {
  measured: 'measured',
  accrued: 'still accruing',
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
    ...report.losses
      .filter(isTied)
      .map((loss) => body(ref(loss.ref), named(loss), number(report, `${loss.ref}.total`))),
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
      rows: [...lines, ...rounding, total(ref('loss'), words('Total'), number(report, 'summary.loss.total'))],
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
