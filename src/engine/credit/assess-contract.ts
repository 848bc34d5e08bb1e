import type { IncidentGroup } from '../incidents.ts';
import { spanOf } from '../outage-span.ts';
import type { AssessmentStatus, CreditAssessment } from '../records/assessment.ts';
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
import { unmetCondition } from './promise/eligibility.ts';
import type { MonthContext, NextId } from './promise/month-context.ts';
import { monthById, monthIdsOf, zonesOf } from './promise/months.ts';
import { factsOf, type UnitCase } from './unit-case.ts';
import { type Quorum, quorumOf } from './units/members.ts';
import { chargesOf, coveredCharges } from './units/unit-charges.ts';
import { evidenceFor } from './units/unit-evidence.ts';
import {
  firstImpairment,
  groupSamples,
  isImpaired,
  isShare,
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

/** Only the customer knows which resources form a group, or which two a log means by a pair. */
function groupsUnknown(commitment: Commitment, { attributes, unitAttributes }: Contract): Refusal | null {
  const { group_by: groupBy, aggregation, unit } = commitment.scope;
  const isGrouped = groupBy !== null && !Object.values(unitAttributes).some((facts) => facts[groupBy] !== undefined);
  if (aggregation !== 'pairwise' && !isGrouped) return null;
  const unmet = unmetCondition(commitment, attributes);
  if (unmet) return { status: 'not-covered', because: unmet };
  const because =
    groupBy === null
      ? 'the contract speaks of two resources that cannot reach each other; name the pair as the resource: `one<->other`'
      : `the contract judges each ${unit} by its members; state \`${groupBy}\` for each of them under unit_attributes`;
  return { status: 'insufficient-evidence', because };
}

/** Outages of kinds that the promise does not count. A degradation may still exceed an error rate that it does count. */
function otherKinds(judged: readonly Outage[], { covers, metric }: Commitment): Refusal {
  const kinds = [...new Set(judged.map((outage) => outage.kind))].sort();
  const only = `only outages of kind ${kinds.join(', ')}`;
  const isRate = isShare(metric) || metric.error_rate_gt !== null;
  if (isRate && kinds.some((kind) => kind === 'degraded' || kind === 'throttled'))
    return {
      status: 'insufficient-evidence',
      because: `${only}; the contract counts errors, and only an error-rate file shows how many there were`,
    };
  return { status: 'not-met', because: `${only}; this commitment counts ${covers.kinds.join(', ')}` };
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

interface Refusal {
  readonly status: AssessmentStatus;
  readonly because: string;
}

function uncovered(commitment: Commitment): Refusal | undefined {
  if (commitment.coverage === 'excluded')
    return { status: 'not-covered', because: commitment.note ?? 'the contract excludes this' };
  if (commitment.coverage === 'not_published')
    return { status: 'no-sla', because: commitment.note ?? 'no commitment is published' };
  if (commitment.coverage === 'unknown')
    return { status: 'undetermined', because: commitment.note ?? 'the text of this commitment has not been seen' };
  return undefined;
}
