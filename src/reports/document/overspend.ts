import { isZero, ZERO } from '../../engine/values/exact.ts';
import type { Report, ReportOverspend } from '../report-schema.ts';
import type { Block, Phrase } from './blocks.ts';
import { figure, number, reasonAt, valueAt } from './figures.ts';
import {
  body,
  count,
  data,
  explained,
  inCurrency,
  join,
  minute,
  names,
  plural,
  ref,
  say,
  sentence,
  words,
} from './phrases.ts';

const MOST_INCIDENTS = 5;
const MOST_LINES = 5;
const MOST_NAMES = 4;

/** What else was billed around the incidents: a line of its own, beside the loss and the credit. */
export function overspend(report: Report): Block[] {
  const all = [...report.overspend].sort((a, b) => rank(a) - rank(b));
  if (all.length === 0) return [];
  const shown = all.slice(0, MOST_INCIDENTS);
  const more = all.length - shown.length;
  return [
    { kind: 'heading', level: 2, text: say`Spending around the incident` },
    ...shown.flatMap((spend) => ofIncident(report, spend)),
    ...(more > 0
      ? [note(say`The JSON record holds the spending around ${plural(more, 'further incident', 'further incidents')}.`)]
      : []),
    ...(all.some(isCompared) ? [note(METHOD)] : []),
  ];
}

const METHOD = say`Each service in each region is compared by the clock hours of the incident: its cost there less the median of the same hours on the days of the week before. A difference of at most twice what one of those days shows on its own is left out as usual. None of it is in the cost of the outage or in a credit; resources of runs, and those that a claim looks at one by one, are not in it.`;

/** What was found first, then what was found to be usual, then what could not be compared. */
function rank(spend: ReportOverspend): number {
  return spend.lines.length > 0 ? 0 : isCompared(spend) ? 1 : 2;
}

function isCompared(spend: ReportOverspend): boolean {
  return spend.net !== null;
}

function ofIncident(report: Report, spend: ReportOverspend): Block[] {
  const left = spend.lines.length - MOST_LINES;
  const items = [
    ...(left > 0 ? [say`${plural(left, 'smaller line is', 'smaller lines are')} in the JSON record.`] : []),
    ...aside(spend),
    ...idle(report, spend),
  ];
  return [
    { kind: 'paragraph', text: headline(report, spend) },
    ...(spend.lines.length > 0 ? [table(report, spend)] : []),
    ...(items.length > 0 ? [{ kind: 'list', items } as const] : []),
  ];
}

function headline(report: Report, spend: ReportOverspend): Phrase {
  const incident = report.incidents.find((one) => one.id === spend.incident);
  const when = say`${ref(spend.ref)} ${incident ? say`In ${ref(incident.ref)}, ` : say`In `}${minute(spend.begin)} to ${minute(spend.end)}`;
  if (!isCompared(spend)) {
    const reason = reasonAt(report, `${spend.ref}.net`)?.replace(/^undetermined, because /, '') ?? '';
    return say`${when}: undetermined, because ${sentence(reason)}${explained(spend.ref)}.`;
  }
  if (spend.lines.length === 0)
    return say`${when}, ${data(spend.vendor)} billed no service more or less than usual${explained(spend.ref)}.`;
  const place = (field: string) => figure(report, `${spend.ref}.${field}`);
  const cash =
    spend.basis === 'BilledCost' ? 'as billed, cash' : 'amortized, for the bill does not give cash throughout';
  return say`${when}, ${data(spend.vendor)} billed ${place('more')} more than usual and ${place('less')} less: ${place('net')} together${explained(spend.ref)}, ${words(cash)}.`;
}

function table(report: Report, spend: ReportOverspend): Block {
  const { currency } = report.case;
  return {
    kind: 'table',
    columns: [
      { title: 'Ref', type: 'ref' },
      { title: 'Service', type: 'text' },
      { title: 'Region', type: 'text' },
      { title: inCurrency('Cost', currency), type: 'money' },
      { title: inCurrency('Usual', currency), type: 'money' },
      { title: inCurrency('Difference', currency), type: 'money' },
      { title: 'Could be', type: 'text' },
    ],
    rows: spend.lines.slice(0, MOST_LINES).map((line) => {
      const isMore = (valueAt(report, `${line.ref}.excess`) ?? ZERO).compare(ZERO) > 0;
      return body(
        ref(line.ref),
        data(line.service),
        line.region === null ? words('none stated') : data(line.region),
        number(report, `${line.ref}.cost`),
        number(report, `${line.ref}.usual`),
        number(report, `${line.ref}.excess`),
        words(isMore ? MORE[line.place] : 'not used'),
      );
    }),
  };
}

const MORE = { hit: 'retries, restarts', elsewhere: 'failover', unknown: 'retries or failover' } as const;

/** What is in no line: usual, or not to be compared. */
function aside({ withinUsual, notCompared }: ReportOverspend): Phrase[] {
  const reasons = [...new Set(notCompared.map((one) => one.because))].map((because) => {
    const of = notCompared.filter((one) => one.because === because);
    const titles = of.map(
      ({ service, region }) => say`${data(service)}${region === null ? [] : say` in ${data(region)}`}`,
    );
    const more = titles.length - MOST_NAMES;
    const rest = more > 0 ? say` and ${count(more)} more` : [];
    return say`Not compared, ${sentence(because)}: ${join(titles.slice(0, MOST_NAMES), ', ')}${rest}.`;
  });
  const usual = plural(withinUsual, 'service, by region, stayed', 'services, by region, stayed');
  return [...(withinUsual > 0 ? [say`${usual} within the usual range.`] : []), ...reasons];
}

function idle(report: Report, { idle: spend }: ReportOverspend): Phrase[] {
  if (!spend) return [];
  const billed = say`Billed while down: ${figure(report, `${spend.ref}.cost`)} for ${names(spend.resources)}${explained(spend.ref)}, in no line above`;
  const known = valueAt(report, `${spend.ref}.ofRuns`);
  if (spend.runs.length === 0 || (known !== null && isZero(known))) return [say`${billed}.`];
  const owned = figure(report, `${spend.ref}.ofRuns`);
  return [say`${billed}; ${owned} of it is for resources of ${names(spend.runs)}, whose loss is computed above.`];
}

function note(text: Phrase): Block {
  return { kind: 'note', text };
}
