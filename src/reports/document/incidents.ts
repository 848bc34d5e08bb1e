import { isZero } from '../../engine/values/exact.ts';
import type { Report, ReportIncident } from '../report-schema.ts';
import type { Block, Phrase } from './blocks.ts';
import { minutes, valueAt } from './figures.ts';
import { body, count, data, join, minute, names, plural, ref, say, words } from './phrases.ts';

const MOST = 20;

/** What happened: the vendor's minutes beside the customer's, and how long the vendor took to say a word. */
export function incidents(report: Report): Block[] {
  const heading: Block = { kind: 'heading', level: 2, text: say`Incidents` };
  if (report.incidents.length === 0) {
    const text =
      report.credits.length === 0
        ? say`No outage is in the case.`
        : say`No outage is in the case: the credits below rest on counted requests.`;
    return [heading, { kind: 'paragraph', text }];
  }
  const shown = inQuestion(report).slice(0, MOST);
  const left = report.incidents.length - shown.length;
  return [
    heading,
    {
      kind: 'table',
      columns: [
        { title: 'Ref', type: 'ref' },
        { title: 'Incident', type: 'text' },
        { title: 'Began', type: 'time' },
        { title: 'Declared min', type: 'quantity' },
        { title: 'Observed min', type: 'quantity' },
        { title: 'Unseen min', type: 'quantity' },
        { title: 'First word after, min', type: 'quantity' },
      ],
      rows: shown.map((incident) =>
        body(
          ref(incident.ref),
          say`${data(incident.title)} (${data(incident.vendor)})`,
          minute(incident.begin),
          minutes(report, `${incident.ref}.declaredSeconds`),
          minutes(report, `${incident.ref}.observedSeconds`),
          minutes(report, `${incident.ref}.unknownSeconds`),
          minutes(report, `${incident.ref}.acknowledgedAfterSeconds`),
        ),
      ),
    },
    { kind: 'list', items: shown.map((incident) => describe(report, incident)) },
    ...(left > 0 ? [more(left)] : []),
  ];
}

/** The incidents that a credit or a loss speaks of; all of them where none is spoken of. */
function inQuestion({ incidents: all, credits, losses }: Report): ReportIncident[] {
  const spoken = new Set([...credits.flatMap((credit) => credit.incidents), ...losses.map((loss) => loss.incident)]);
  const chosen = all.filter((incident) => spoken.has(incident.id));
  return chosen.length > 0 ? chosen : all;
}

function more(left: number): Block {
  return {
    kind: 'note',
    text: say`${plural(left, 'further incident is', 'further incidents are')} in the JSON record: no contract or run of the case is tied to them, or the list is long.`,
  };
}

function describe(report: Report, incident: ReportIncident): Phrase {
  const { blastRadius: hit } = incident;
  const reached: Phrase[] = [
    names(incident.services),
    names([...hit.regions, ...hit.zones]),
    hit.resources.length > 4 ? plural(hit.resources.length, 'resource', 'resources') : names(hit.resources),
    hit.runs.length > 0 ? say`${words(hit.runs.length === 1 ? 'run ' : 'runs ')}${names(hit.runs)}` : [],
    hit.gpus > 0 ? say`${count(hit.gpus)} GPUs` : [],
  ].filter((part) => part.length > 0);
  const sentences: Phrase[] = [
    incident.cause ? say`Cause: ${data(incident.cause)}.` : [],
    reached.length > 0 ? say`Hit: ${join(reached, ', ')}.` : [],
    incident.open
      ? say`Still open when the sources were captured, at ${minute(incident.end)}.`
      : say`Ended ${minute(incident.end)}.`,
    ...unsure(incident),
    unwatched(report, incident),
  ].filter((part) => part.length > 0);
  return say`${ref(incident.ref)} ${join(sentences, ' ')}`;
}

function unsure({ beginBasis, endBasis, open }: ReportIncident): Phrase[] {
  const begin = EDGES[beginBasis];
  const end = open ? null : EDGES[endBasis];
  return [begin ? say`Its begin is ${words(begin)}.` : [], end ? say`Its end is ${words(end)}.` : []];
}

function unwatched(report: Report, { ref: name }: ReportIncident): Phrase {
  const seconds = valueAt(report, `${name}.unknownSeconds`);
  if (seconds === null || isZero(seconds)) return [];
  return say`Nobody watched for ${minutes(report, `${name}.unknownSeconds`)} min of it: that time counts as neither up nor down.`;
}

const EDGES: { readonly [basis in ReportIncident['beginBasis']]: string | null } = {
  structured: null,
  prose: 'read from prose, not from a field',
  'post-time': 'the time of a post, not a stated time',
  'sample-edge': 'the edge of a probe sample: true to one interval',
  'capture-bound': 'the bound of what was captured',
};
