import type { IdleSpend, Overspend, OverspendLine } from '../../engine/records/overspend.ts';
import type { ReportOverspend } from '../report-schema.ts';
import { enter, type FigureBook, writeAmounts } from './figure-book.ts';
import { spanRecord } from './origins.ts';

export function overspendRecord(book: FigureBook, spend: Overspend, index: number): ReportOverspend {
  const ref = `S${index + 1}`;
  enter(book, ref, spend.net);
  return {
    ref,
    incident: spend.incident,
    vendor: spend.vendor,
    ...spanRecord(spend.hours),
    days: spend.days,
    basis: spend.basis,
    ...writeAmounts(book, ref, { more: spend.more, less: spend.less, net: spend.net }),
    lines: spend.lines.map((line, nth) => lineRecord(book, line, `${ref}.${nth + 1}`)),
    withinUsual: spend.withinUsual,
    notCompared: spend.notCompared.map(({ service, region, because }) => ({ service, region, because })),
    idle: spend.idle && idleRecord(book, spend.idle, `${ref}.idle`),
  };
}

function lineRecord(book: FigureBook, line: OverspendLine, ref: string): ReportOverspend['lines'][number] {
  enter(book, ref, line.excess);
  return {
    ref,
    id: line.id,
    service: line.service,
    region: line.region,
    place: line.place,
    ...writeAmounts(book, ref, { cost: line.cost, usual: line.usual, excess: line.excess, spread: line.spread }),
  };
}

function idleRecord(book: FigureBook, idle: IdleSpend, ref: string): ReportOverspend['idle'] {
  enter(book, ref, idle.cost);
  return {
    ref,
    resources: [...idle.resources],
    ...writeAmounts(book, ref, { cost: idle.cost, ofRuns: idle.ofRuns }),
    runs: [...idle.runs],
  };
}
