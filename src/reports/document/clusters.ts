import type { Report, ReportCluster } from '../report-schema.ts';
import type { Block, Phrase } from './blocks.ts';
import { figure, number, reasonAt, valueAt } from './figures.ts';
import { body, data, explained, inCurrency, join, names, plural, ref, say, sentence, words } from './phrases.ts';

const MOST = 12;

/** What the GPUs cost, cash and amortized side by side; idle capacity and prepaid fees apart. */
export function clusters(report: Report): Block[] {
  if (report.clusters.length === 0) return [];
  const { currency } = report.case;
  const shown = report.clusters.slice(0, MOST);
  const left = report.clusters.length - shown.length;
  return [
    { kind: 'heading', level: 2, text: say`What the GPUs cost` },
    {
      kind: 'table',
      columns: [
        { title: 'Ref', type: 'ref' },
        { title: 'GPUs', type: 'text' },
        { title: 'Count', type: 'quantity' },
        { title: inCurrency('Hourly cash', currency), type: 'money' },
        { title: inCurrency('Hourly amortized', currency), type: 'money' },
        { title: 'GPU-hour cash', type: 'money' },
        { title: 'GPU-hour amortized', type: 'money' },
      ],
      rows: shown.map((cluster) => row(report, cluster)),
    },
    { kind: 'list', items: shown.flatMap((cluster) => facts(report, cluster)) },
    ...(left > 0
      ? [
          {
            kind: 'note',
            text: say`${plural(left, 'further GPU type is', 'further GPU types are')} in the JSON record.`,
          } as const,
        ]
      : []),
  ];
}

function row(report: Report, cluster: ReportCluster) {
  const cell = (field: string) => number(report, `${cluster.ref}.${field}`);
  return body(
    ref(cluster.ref),
    named(cluster),
    cell('gpus'),
    cell('hourlyCash'),
    cell('hourlyAmortized'),
    cell('cashPerGpuHour'),
    cell('amortizedPerGpuHour'),
  );
}

function named({ run, instanceType, gpuModel }: ReportCluster): Phrase {
  const whose = run === null ? say`No run` : say`Run ${data(run)}`;
  const type = instanceType === null ? say`GPU-hours` : [data(instanceType)];
  const model = gpuModel === null ? [] : say` (${data(gpuModel)})`;
  return say`${whose}: ${type}${model}`;
}

function facts(report: Report, cluster: ReportCluster): Phrase[] {
  const at = (field: string) => `${cluster.ref}.${field}`;
  const mark = ref(cluster.ref);
  const perInstance =
    valueAt(report, at('gpusPerInstance')) === null
      ? []
      : say`, ${figure(report, at('gpusPerInstance'))} each${explained(at('gpusPerInstance'))}`;
  const { rows, resources, periods } = cluster.taken;
  const taken = join(
    [
      plural(rows, 'row', 'rows'),
      plural(resources, 'resource', 'resources'),
      plural(periods, 'charge period told apart', 'charge periods told apart'),
    ],
    ', ',
  );
  const shared = cluster.sharedWith.length > 0 ? say`; shared with ${names(cluster.sharedWith)}` : [];
  return [
    say`${mark} ${known(report, at('instanceHours'), 'instance hours')}${perInstance}, ${known(report, at('gpuHours'), 'GPU-hours')}: ${taken}${shared}.`,
    ...idle(report, cluster),
    ...(cluster.unusedCommitment === null && !hasReason(cluster, 'unusedCommitment')
      ? []
      : [
          say`${mark} Unused commitments, apart: ${figure(report, at('unusedCommitment'))}${explained(at('unusedCommitment'))}.`,
        ]),
    ...(cluster.blockFee === null
      ? []
      : [
          say`${mark} Fee of Capacity Blocks, paid once: ${figure(report, at('blockFee'))}${explained(at('blockFee'))}.`,
        ]),
    ...reasons(report, cluster),
    ...cluster.notes.map((note) => say`${mark} ${sentence(note)}`),
  ];
}

/** `761,856.00 h`, or that it is not known: the reason stands once, with the rates. */
function known(report: Report, place: string, what: string): Phrase {
  const value = valueAt(report, place);
  return value === null ? say`${words(what)} undetermined` : say`${number(report, place)} ${words(what)}`;
}

function idle(report: Report, { ref: name }: ReportCluster): Phrase[] {
  const share = `${name}.idle.share`;
  const reason = reasonAt(report, share);
  if (reason !== null) return [say`${ref(name)} Idle share ${sentence(said(reason))}.`];
  return [
    say`${ref(name)} Idle reservations, apart: ${figure(report, share)} of the hours paid for${explained(share)}, ${figure(report, `${name}.idle.amortized`)} amortized, ${figure(report, `${name}.idle.cash`)} cash.`,
  ];
}

const RATES = [
  ['cashPerGpuHour', 'Cash of a GPU-hour'],
  ['amortizedPerGpuHour', 'Amortized cost of a GPU-hour'],
] as const;

/** Why a rate is missing, once where both lack the same. */
function reasons(report: Report, { ref: name }: ReportCluster): Phrase[] {
  const missing = RATES.flatMap(([field, title]) => {
    const reason = reasonAt(report, `${name}.${field}`);
    return reason === null ? [] : [{ title, reason }];
  });
  const [first, second] = missing;
  if (first && second?.reason === first.reason)
    return [say`${ref(name)} The rates of a GPU-hour are ${sentence(said(first.reason))}.`];
  return missing.map(({ title, reason }) => say`${ref(name)} ${words(title)} is ${sentence(said(reason))}.`);
}

function said(reason: string): string {
  return `undetermined, because ${reason.replace(/^undetermined, because /, '')}`;
}

function hasReason({ undetermined }: ReportCluster, field: string): boolean {
  return undetermined !== undefined && Object.hasOwn(undetermined, field);
}
