import type { Assessment, LossBucket, OtherLoss, RunLoss } from '../../engine/records/assessment.ts';
import type { Figure } from '../../engine/records/figure.ts';
import { toText } from '../../engine/values/exact.ts';
import type { Report, ReportLoss, ReportOtherLoss } from '../report-schema.ts';
import { plain, showValue } from '../show.ts';
import { enter, type FigureBook, writeAmounts } from './figure-book.ts';
import { spanRecord } from './origins.ts';
import { roundingLine } from './rounding.ts';

export function lossRecord(book: FigureBook, loss: RunLoss, index: number): ReportLoss {
  const ref = `L${index + 1}`;
  enter(book, ref, loss.total);
  enter(book, `${ref}.rate`, loss.usdPerGpuHour);
  const rounding = roundingLine(
    `${ref}.rounding`,
    loss.total,
    loss.buckets.map((bucket) => bucket.cost),
  );
  return {
    ref,
    id: loss.id,
    run: loss.run,
    of: loss.of ?? 'run',
    incident: loss.incident,
    status: loss.status,
    because: loss.because,
    ...writeAmounts(book, ref, {
      gpus: loss.gpus,
      usdPerGpuHour: loss.usdPerGpuHour,
      gpuHours: loss.gpuHours,
      total: loss.total,
      cash: loss.cash,
      nonCash: loss.nonCash,
      delaySeconds: loss.delaySeconds,
    }),
    byAttribution: writeAmounts(book, `${ref}.byAttribution`, loss.byAttribution),
    rounding: writeRounding(book, ref, rounding),
    buckets: loss.buckets.map((bucket, nth) => bucketRecord(book, bucket, `${ref}.${nth + 1}`)),
    facts: loss.facts.map((fact, nth) => factRecord(book, fact, `${ref}.fact${nth + 1}`)),
  };
}

function bucketRecord(book: FigureBook, bucket: LossBucket, ref: string): ReportLoss['buckets'][number] {
  enter(book, ref, bucket.cost);
  return {
    ref,
    kind: bucket.kind,
    says: bucket.says,
    ...(bucket.span ? spanRecord(bucket.span) : { begin: null, end: null }),
    ...writeAmounts(book, ref, {
      gpus: bucket.gpus,
      seconds: bucket.seconds,
      gpuHours: bucket.gpuHours,
      cost: bucket.cost,
    }),
    grade: bucket.grade,
    attribution: bucket.attribution,
    cash: bucket.cash,
  };
}

function factRecord(book: FigureBook, fact: Figure, ref: string): ReportLoss['facts'][number] {
  enter(book, ref, fact);
  const shown = fact.value === null ? fact.formula : showValue(fact.value, fact.unit);
  return { ref, label: fact.label, value: fact.value === null ? null : toText(fact.value), shown, unit: fact.unit };
}

export function otherLossRecord(book: FigureBook, loss: OtherLoss, index: number): ReportOtherLoss {
  const ref = `O${index + 1}`;
  enter(book, ref, loss.amount);
  const amounts = writeAmounts(book, ref, { amount: loss.amount });
  return { ref, id: loss.id, says: loss.says, document: loss.document, ...amounts, cash: loss.cash };
}

export function lossSummary(book: FigureBook, { summary, losses, otherLosses }: Assessment): Report['summary']['loss'] {
  const { total, cash, nonCash, gpuHours } = summary.loss;
  const tied = losses.filter((loss) => loss.incident !== null);
  const lines = [...tied.map((loss) => loss.total), ...otherLosses.map((loss) => loss.amount)];
  enter(book, 'loss', total);
  enter(book, 'loss.cash', cash);
  enter(book, 'loss.nonCash', nonCash);
  return {
    ...writeAmounts(book, 'summary.loss', { total, cash, nonCash, gpuHours }),
    rounding: writeRounding(book, 'summary.loss', roundingLine('summary.loss.rounding', total, lines)),
  };
}

function writeRounding(book: FigureBook, place: string, rounding: Figure | null): string | null {
  if (rounding === null || rounding.value === null) return null;
  enter(book, `${place}.rounding`, rounding);
  return plain(rounding.value, rounding.unit);
}
