import { derived, type Figure, measured } from '../../src/engine/records/figure.ts';
import type { Overspend, OverspendLine } from '../../src/engine/records/overspend.ts';
import { decimal } from '../../src/engine/values/exact.ts';

const hours = { begin: Date.parse('2025-10-20T07:00:00Z'), end: Date.parse('2025-10-20T10:00:00Z') };

function figure(id: string, value: string | null, formula = 'as billed'): Figure {
  return measured({ id, label: id, value: value === null ? null : decimal(value), unit: 'USD', formula });
}

function line(nth: number, parts: Partial<OverspendLine> = {}): OverspendLine {
  const id = `overspend.I1.aws.Logs${nth}.us-east-1`;
  const cost = figure(`${id}.cost`, '53.125');
  const usual = figure(`${id}.usual`, '30');
  return {
    id,
    service: 'Logs',
    region: 'us-east-1',
    place: 'hit',
    cost,
    usual,
    excess: derived({
      id: `${id}.excess`,
      label: 'More than usual',
      value: decimal('23.125'),
      unit: 'USD',
      formula: 'BilledCost − usual',
      inputs: [cost, usual],
    }),
    spread: figure(`${id}.spread`, '3'),
    ...parts,
  };
}

/** Spending around an incident: seven lines, of which two are not printed, and something in every other field. */
export function spending(incident: string, parts: Partial<Overspend> = {}): Overspend {
  return {
    incident,
    vendor: 'aws',
    hours,
    days: 7,
    basis: 'BilledCost',
    more: figure('overspend.more', '138.75'),
    less: figure('overspend.less', '12.345'),
    net: figure('overspend.net', '126.405'),
    lines: [
      ...[1, 2, 3, 4].map((nth) => line(nth)),
      line(5, { place: 'elsewhere', region: 'us-west-2' }),
      line(6, { place: 'unknown', region: null }),
      line(7, { excess: figure('overspend.gone.excess', '-12.345') }),
    ],
    withinUsual: 41,
    notCompared: ['Disks', 'Buckets', 'Tables', 'Keys', 'Names'].map((service) => ({
      service,
      region: service === 'Names' ? null : 'us-east-1',
      because: 'rows of more than an hour',
    })),
    idle: {
      resources: ['cr-made-up'],
      cost: figure('overspend.idle', '140.001'),
      ofRuns: figure('overspend.idle.ofRuns', '140.001'),
      runs: ['llama-70b'],
    },
    ...parts,
  };
}

/** One that could not be compared. */
export function openSpending(incident: string): Overspend {
  const open = (key: string) => figure(`overspend.open.${key}`, null, 'undetermined, because this bill has no hours');
  const [more, less, net] = [open('more'), open('less'), open('net')];
  return spending(incident, { more, less, net, lines: [], withinUsual: 0, notCompared: [], idle: null, days: 0 });
}

/** A text in every field that an input can fill. */
export function spendingFilledWith(text: string): Overspend {
  const named = { service: text, region: text };
  return spending('aws-cooling-2025-10-20', {
    vendor: text,
    lines: [line(1, named)],
    notCompared: [{ ...named, because: text }],
    idle: {
      resources: [text],
      cost: figure('overspend.idle', '140'),
      ofRuns: figure('overspend.idle.ofRuns', '7'),
      runs: [text],
    },
  });
}
