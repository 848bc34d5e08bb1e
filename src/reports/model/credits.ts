import type { CreditAssessment, Deadline } from '../../engine/records/assessment.ts';
import type { Range } from '../../engine/records/figure.ts';
import { formatInstant } from '../../engine/values/instant.ts';
import type { ReportCredit, ReportRange } from '../report-schema.ts';
import { enter, type FigureBook, writeAmounts } from './figure-book.ts';
import { clauseRecord, sorted, spanRecord } from './origins.ts';

export function creditRecord(book: FigureBook, credit: CreditAssessment, index: number): ReportCredit {
  const ref = `C${index + 1}`;
  enter(book, ref, credit.credit.base);
  if (credit.worth) enter(book, `${ref}.worth`, credit.worth.base);
  if (credit.downtime) enter(book, `${ref}.downtime`, credit.downtime.base);
  for (const { rule, credit: amount } of credit.rules) enter(book, `${ref}.${rule}`, amount.base);
  return {
    ref,
    id: credit.id,
    incidents: [...credit.incidents],
    terms: credit.terms,
    edition: credit.edition,
    commitment: credit.commitment,
    scope: { level: credit.scope.level, id: credit.scope.id, unit: credit.scope.unit },
    period: credit.period && { id: credit.period.id, ...spanRecord(credit.period), zone: credit.period.zone },
    status: credit.status,
    because: credit.because,
    downtimeSeconds: credit.downtime && rangeRecord(book, `${ref}.downtimeSeconds`, credit.downtime),
    uptime: credit.uptime && rangeRecord(book, `${ref}.uptime`, credit.uptime),
    tier: credit.tier,
    ...writeAmounts(book, ref, { base: credit.base }),
    credit: rangeRecord(book, `${ref}.credit`, credit.credit),
    worth: credit.worth && rangeRecord(book, `${ref}.worth`, credit.worth),
    rules: credit.rules.map((rule, nth) => ({
      ref: `${ref}.rule${nth + 1}`,
      rule: rule.rule,
      automatic: rule.automatic,
      says: rule.says,
      credit: rangeRecord(book, `${ref}.rule${nth + 1}.credit`, rule.credit),
      clause: clauseRecord(rule.clause),
    })),
    readings: credit.readings.map((reading, nth) => ({
      ref: `${ref}.reading${nth + 1}`,
      name: reading.name,
      value: reading.value,
      says: reading.says,
      isDefault: reading.isDefault,
      ...writeAmounts(book, `${ref}.reading${nth + 1}`, { credit: reading.credit }),
    })),
    deadlines: credit.deadlines.map(deadlineRecord),
    evidence: { required: sorted(credit.evidence.required), missing: sorted(credit.evidence.missing) },
    clauses: credit.clauses.map(clauseRecord),
    negotiated: credit.negotiated.map(clauseRecord),
    notes: [...credit.notes],
  };
}

export function rangeRecord(book: FigureBook, place: string, range: Range): ReportRange {
  return writeAmounts(book, place, { low: range.low, base: range.base, high: range.high });
}

function deadlineRecord(deadline: Deadline): ReportCredit['deadlines'][number] {
  return {
    step: deadline.step,
    date: deadline.date,
    at: formatInstant(deadline.at),
    anchor: deadline.anchor,
    reading: deadline.reading,
    conservative: deadline.conservative,
    event: deadline.event,
    done: deadline.done === null ? null : formatInstant(deadline.done),
    missed: deadline.missed,
    clause: clauseRecord(deadline.clause),
  };
}
