import type { IncidentGroup } from '../incidents.ts';
import { spanOf } from '../outage-span.ts';
import type { CreditAssessment } from '../records/assessment.ts';
import type { CaseRecords, Contract } from '../records/case-records.ts';
import type { Charge } from '../records/charge.ts';
import type { Outage } from '../records/outage.ts';
import type { Commitment, Edition } from '../records/terms.ts';
import { matchesAny } from '../select.ts';
import { type Interval, overlaps, union } from '../values/interval.ts';
import { assessUnit } from './assess-unit.ts';
import { rollingOf } from './measuring/window.ts';
import { billingMonthOf } from './money/charge-sums.ts';
import { answerWithout, incidentsOf, isUsed, nothingUsed } from './plain-answers.ts';
import { editionsFor } from './promise/editions.ts';
import type { MonthContext, NextId } from './promise/month-context.ts';
import { monthById, monthIdsOf, zonesOf } from './promise/months.ts';
import { groupsUnknown, otherKinds, uncovered } from './promise/refusals.ts';
import { factsOf, type UnitCase } from './unit-case.ts';
import { type Quorum, quorumOf } from './units/members.ts';
import { chargesOf, coveredCharges } from './units/unit-charges.ts';
import { evidenceFor } from './units/unit-evidence.ts';
import {
  firstImpairment,
  groupSamples,
  isImpaired,
  readsSamples,
  rowsTouching,
  type SampleGroup,
  samplesFor,
  spanOfRows,
  type UnitSamples,
} from './units/unit-samples.ts';
import { type Unit, unitsOf } from './units/units.ts';

/** Every promise of a contract against every outage that it judges: one assessment a unit and month. */
export function assessContract(
  contract: Contract,
  groups: readonly IncidentGroup[],
  records: CaseRecords,
  nextId: NextId,
): CreditAssessment[] {
  const outages = groups
    .flatMap((group) => group.outages)
    .filter((outage) => outage.kind !== 'info' && concerns(contract, outage));
  const samples = groupSamples(records).filter((group) => concerns(contract, group));
  const ever = { outages, samples };
  const zones = zonesOf(contract);
  const months = monthIdsOf(contract, outages, samples, records).flatMap((monthId) => {
    const spans = zones.map((zone) => monthById(monthId, zone));
    const inMonth = outages.filter((outage) => spans.some((span) => touches(spanOf(outage, records.asOf), span)));
    const rows = rowsTouching(samples, spans);
    if (inMonth.length === 0 && rows.length === 0) return [];
    const impaired = firstImpairment(rows);
    const whole = spanOfRows([
      ...inMonth.map((outage) => spanOf(outage, records.asOf)),
      ...(impaired ? [impaired] : []),
    ]);
    const chosen = editionsFor(contract, whole, spans[0] as Interval, records.asOf);
    return [{ monthId, outages: inMonth, samples: rows, chosen }];
  });
  const lastMonths = new Map(
    months.flatMap(({ monthId, chosen }) => chosen.map(({ edition }) => [edition.edition, monthId] as const)),
  );
  return months.flatMap(({ chosen, ...month }) => {
    const context: MonthContext = { contract, groups, records, ...month, ever, lastMonths, nextId };
    if (chosen.length === 0)
      return [
        answerWithout(
          context,
          'undetermined',
          `no edition of ${contract.terms.id} in the library covers ${month.monthId}`,
          null,
        ),
      ];
    return chosen.flatMap(({ edition, because }) => assessEdition(context, edition, because));
  });
}

/** An event without a length still lies in the month it happens in. */
function touches({ begin, end }: Interval, month: Interval): boolean {
  return overlaps({ begin, end: Math.max(end, begin + 1) }, month);
}

/** Whether any edition of the contract speaks of the service. A notice claims no impairment, so no promise judges it. */
function concerns({ terms }: Contract, entry: Pick<Outage, 'vendor' | 'services'>): boolean {
  if (entry.vendor !== terms.vendor) return false;
  const keys = terms.versions.flatMap((edition) =>
    edition.commitments.flatMap((commitment) => commitment.covers.services),
  );
  return isAbout(entry, keys);
}

function isAbout({ services }: Pick<Outage, 'services'>, keys: readonly string[]): boolean {
  return services.some((service) => matchesAny(keys, service));
}

function assessEdition(context: MonthContext, edition: Edition, because: string): CreditAssessment[] {
  if (edition.status === 'none' || edition.status === 'withdrawn')
    return [answerWithout(context, 'no-sla', `no SLA was in force (edition ${edition.edition})`, edition)];
  if (edition.status === 'draft')
    return [
      answerWithout(
        context,
        'undetermined',
        `edition ${edition.edition} is a draft: it was read by machine, and nobody has confirmed it`,
        edition,
      ),
    ];
  if (edition.commitments.length === 0)
    return [
      answerWithout(context, 'undetermined', `the text of edition ${edition.edition} has not been seen`, edition),
    ];
  return edition.commitments.flatMap((commitment) => assessCommitment(context, edition, because, commitment));
}

function assessCommitment(
  context: MonthContext,
  edition: Edition,
  because: string,
  commitment: Commitment,
): CreditAssessment[] {
  const { records } = context;
  const { services } = commitment.covers;
  const rolls = rollingOf(edition, commitment) !== null;
  if (rolls && context.lastMonths.get(edition.edition) !== context.monthId) return [];
  const logs = rolls ? context.ever : context;
  const judged = logs.outages.filter((outage) => isAbout(outage, services));
  // Rows that the promise cannot read make an answer of their own only where nothing else is known.
  const samples =
    readsSamples(commitment) || judged.length === 0 ? logs.samples.filter((group) => isAbout(group, services)) : [];
  if (judged.length === 0 && samples.length === 0) return [];
  const refusal = uncovered(commitment);
  if (refusal) return [answerWithout(context, refusal.status, refusal.because, edition, commitment, judged)];
  const counted = judged.filter((outage) => counts(outage, commitment));
  if (counted.length === 0 && samples.length === 0) {
    const { status, because } = otherKinds(judged, commitment);
    return [answerWithout(context, status, because, edition, commitment, judged)];
  }
  const covered = coveredCharges(commitment, records.bill.charges, records.currency);
  const inMonth = covered.filter((charge) => billingMonthOf(charge) === context.monthId);
  const { unitAttributes } = context.contract;
  const units = unitsOf(commitment, [...counted, ...samples], inMonth, records.zones, unitAttributes).filter((unit) =>
    isUsed(unit, context, commitment),
  );
  const ungrouped = units.length === 0 ? groupsUnknown(commitment, context.contract) : null;
  if (ungrouped) return [answerWithout(context, ungrouped.status, ungrouped.because, edition, commitment, counted)];
  if (units.length === 0) return [nothingUsed(context, edition, commitment, counted)];
  const common = { ...context, edition, editionBecause: because, commitment };
  return units.map((unit) => {
    const quorum = quorumOf(commitment, unit, factsOf(context.contract, unit));
    if (typeof quorum === 'string') return answerWithout(context, 'undetermined', quorum, edition, commitment, counted);
    return assessUnit(unitCase(common, unit, quorum, counted, samples, covered));
  });
}

type Common = MonthContext & Pick<UnitCase, 'edition' | 'editionBecause' | 'commitment'>;

function unitCase(
  common: Common,
  unit: Unit,
  quorum: Quorum | null,
  counted: readonly Outage[],
  samples: readonly SampleGroup[],
  covered: readonly Charge[],
): UnitCase {
  const { records, monthId, commitment, contract } = common;
  const evidence = evidenceFor(
    unit,
    commitment,
    counted,
    records.outages.coverage,
    records.zones,
    records.asOf,
    quorum,
    samplesFor(unit, commitment, samples, records.zones),
  );
  const spans = evidence.outages.map((outage) => spanOf(outage, records.asOf));
  return {
    ...common,
    id: common.nextId(),
    unit,
    evidence,
    tickets: contract.tickets.filter(
      (ticket) => ticket.unit === null || unit.contains(ticket.unit) || ticket.unit === unit.id,
    ),
    charges: chargesOf(unit, covered, records.zones),
    monthIn: (zone) => monthById(monthId, zone),
    incidents: incidentsOf(common, evidence.outages),
    incident: incidentFor(common, spans, evidence.samples),
  };
}

/** Deadlines run from the first outage of the month: a later one does not lengthen them. Where days roll, from the last. */
function incidentFor(
  { edition, commitment, monthId }: Common,
  spans: readonly Interval[],
  { parts }: UnitSamples,
): Interval {
  const rows = parts.flatMap(({ series }) => series.pooled);
  const all = union([...spans, ...rows.filter(isImpaired)]);
  const one = rollingOf(edition, commitment) ? all.at(-1) : all[0];
  return one ?? spans[0] ?? monthById(monthId, edition.period.tz ?? 'UTC');
}

function counts(outage: Outage, commitment: Commitment): boolean {
  if (outage.kind === 'maintenance') return commitment.metric.maintenance.counts !== 'no';
  return commitment.covers.kinds.includes(outage.kind);
}
