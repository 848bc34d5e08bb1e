import { type IncidentGroup, regionOf, spanOf } from '../incidents.ts';
import type { AssessmentStatus, CreditAssessment } from '../records/assessment.ts';
import type { CaseRecords, Contract } from '../records/case-records.ts';
import type { Outage } from '../records/outage.ts';
import type { Commitment, Edition } from '../records/terms.ts';
import { isCovered, matchesAny } from '../select.ts';
import { clip, type Interval, overlaps } from '../values/interval.ts';
import { type Month, monthOf, monthsOf } from '../values/period.ts';
import { assessUnit, nothing, type UnitCase } from './assess-unit.ts';
import { editionsFor } from './editions.ts';
import { billingMonthOf } from './pricing.ts';
import { evidenceFor } from './unit-evidence.ts';
import { type Unit, unitsOf } from './units.ts';

/** Numbers the assessments of a case: C1, C2, ... in the order they are made. */
export type NextId = () => string;

/** Every promise of a contract against every outage that it judges: one assessment a unit and month. */
export function assessContract(contract: Contract, groups: readonly IncidentGroup[], records: CaseRecords, nextId: NextId): CreditAssessment[] {
  const outages = groups.flatMap((group) => group.outages).filter((outage) => outage.vendor === contract.terms.vendor);
  return monthIdsOf(contract, outages, records).flatMap((monthId) => {
    const inMonth = outages.filter((outage) => zonesOf(contract).some((zone) => overlaps(spanOf(outage, records.asOf), monthById(monthId, zone))));
    const first = inMonth[0];
    if (!first) return [];
    const month = monthById(monthId, zonesOf(contract)[0] as string);
    const chosen = editionsFor(contract, spanOf(first, records.asOf), month, records.asOf);
    const context: MonthContext = { contract, groups, records, monthId, outages: inMonth, nextId };
    if (chosen.length === 0) return [without(context, 'undetermined', `no edition of ${contract.terms.id} in the library covers ${monthId}`, null)];
    return chosen.flatMap(({ edition, because }) => assessEdition(context, edition, because));
  });
}

interface MonthContext {
  readonly contract: Contract;
  readonly groups: readonly IncidentGroup[];
  readonly records: CaseRecords;
  readonly monthId: string;
  readonly outages: readonly Outage[];
  readonly nextId: NextId;
}

function assessEdition(context: MonthContext, edition: Edition, because: string): CreditAssessment[] {
  if (edition.status === 'none' || edition.status === 'withdrawn') return [without(context, 'no-sla', `no SLA was in force (edition ${edition.edition})`, edition)];
  if (edition.commitments.length === 0) return [without(context, 'undetermined', `the text of edition ${edition.edition} has not been seen`, edition)];
  return edition.commitments.flatMap((commitment) => assessCommitment(context, edition, because, commitment));
}

function assessCommitment(context: MonthContext, edition: Edition, because: string, commitment: Commitment): CreditAssessment[] {
  const { records } = context;
  const judged = context.outages.filter((outage) => outage.services.some((service) => matchesAny(commitment.covers.services, service)));
  if (judged.length === 0) return [];
  const refusal = uncovered(commitment);
  if (refusal) return [without(context, refusal.status, refusal.because, edition, commitment, judged)];
  const counted = judged.filter((outage) => counts(outage, commitment));
  if (counted.length === 0) {
    const kinds = [...new Set(judged.map((outage) => outage.kind))].sort().join(', ');
    return [without(context, 'not-met', `only outages of kind ${kinds}; this commitment counts ${commitment.covers.kinds.join(', ')}`, edition, commitment, judged)];
  }
  const units = unitsOf(commitment, counted, records.bill.charges, records.zones).filter((unit) => isUsed(unit, context, commitment));
  if (units.length === 0) return [nothingUsed(context, edition, commitment, counted)];
  return units.map((unit) => assessUnit(unitCase(context, edition, because, commitment, unit, counted)));
}

function unitCase(context: MonthContext, edition: Edition, editionBecause: string, commitment: Commitment, unit: Unit, counted: readonly Outage[]): UnitCase {
  const { contract, records, monthId } = context;
  const evidence = evidenceFor(unit, commitment, counted, records.outages.coverage, records.zones, records.asOf);
  const spans = evidence.outages.map((outage) => spanOf(outage, records.asOf));
  return {
    id: context.nextId(),
    records,
    contract,
    edition,
    editionBecause,
    commitment,
    unit,
    evidence,
    monthId,
    monthIn: (zone) => monthById(monthId, zone),
    incidents: incidentsOf(context, evidence.outages),
    incident: { begin: Math.min(...spans.map((span) => span.begin)), end: Math.max(...spans.map((span) => span.end)) },
    minorUnits: records.currency === 'JPY' ? 0 : 2,
  };
}

function counts(outage: Outage, commitment: Commitment): boolean {
  if (outage.kind === 'maintenance') return commitment.metric.maintenance.counts === 'yes' || commitment.metric.maintenance.counts === 'silent';
  return commitment.covers.kinds.includes(outage.kind);
}

function uncovered(commitment: Commitment): { status: AssessmentStatus; because: string } | undefined {
  if (commitment.coverage === 'excluded') return { status: 'not-covered', because: commitment.note ?? 'the contract excludes this' };
  if (commitment.coverage === 'not_published') return { status: 'no-sla', because: commitment.note ?? 'no commitment is published' };
  if (commitment.coverage === 'unknown') return { status: 'undetermined', because: commitment.note ?? 'the text of this commitment has not been seen' };
  return undefined;
}

/** A place in which the bill shows nothing of the service is no unit, unless the customer's own records name it. */
function isUsed(unit: Unit, { records, contract }: MonthContext, commitment: Commitment): boolean {
  if (unit.level === 'resource' || contract.hourlyPrice !== null) return true;
  const place = unit.level === 'region' || unit.level === 'zone';
  if (!place || records.bill.files.length === 0) return true;
  const observed = records.outages.outages.some((outage) => outage.source === 'observed' && regionOf(outage.scope) === unit.region);
  const billed = records.bill.charges.some((charge) => charge.x_Vendor === contract.terms.vendor && charge.RegionId === unit.region);
  return observed || billed || commitment.covers.charges.length === 0;
}

function nothingUsed(context: MonthContext, edition: Edition, commitment: Commitment, outages: readonly Outage[]): CreditAssessment {
  const { records, contract, monthId } = context;
  const billed = records.bill.charges.some((charge) => charge.x_Vendor === contract.terms.vendor && billingMonthOf(charge) === monthId);
  const places = [...new Set(outages.map((outage) => outage.scope.id))].sort();
  const unmapped = unmappedZone(outages, commitment, records);
  if (unmapped) return without(context, 'undetermined', unmapped, edition, commitment, outages);
  const where = places.length > 3 ? `${places.slice(0, 3).join(', ')} and ${places.length - 3} more` : places.join(', ');
  return billed
    ? without(context, 'not-met', `the bill of ${monthId} shows no charge of this service in ${where}`, edition, commitment, outages)
    : without(context, 'undetermined', `no bill of ${contract.terms.vendor} for ${monthId} is in the case, and no log names a ${commitment.scope.unit} that was down (${where})`, edition, commitment, outages);
}

/** A bill names zones as the account sees them: without the user's map nobody knows which of them an outage's zone id is. */
function unmappedZone(outages: readonly Outage[], commitment: Commitment, { bill, zones }: CaseRecords): string | undefined {
  for (const { scope } of outages) {
    if (scope.level !== 'zone' || zones.some((map) => map.zoneId === scope.id || map.zoneName === scope.id)) continue;
    const names = new Set(
      bill.charges
        .filter((charge) => isCovered(commitment, charge) && charge.AvailabilityZone !== null && (scope.region === undefined || charge.RegionId === scope.region))
        .map((charge) => charge.AvailabilityZone as string),
    );
    if (names.size > 0 && !names.has(scope.id)) {
      return `the bill speaks of ${[...names].sort().slice(0, 3).join(', ')}; which of them is ${scope.id} only the account knows: state it under zones`;
    }
  }
  return undefined;
}

/** An answer that needs no arithmetic: no SLA, not covered, not seen. */
function without(
  context: MonthContext,
  status: AssessmentStatus,
  because: string,
  edition: Edition | null,
  commitment?: Commitment,
  outages: readonly Outage[] = context.outages,
): CreditAssessment {
  const id = context.nextId();
  const month = monthById(context.monthId, zonesOf(context.contract)[0] as string);
  const amount = nothing({ id, records: context.records }, because);
  const open = { ...amount.base, value: null, formula: because };
  return {
    id,
    incidents: incidentsOf(context, outages),
    terms: context.contract.terms.id,
    edition: edition?.edition ?? 'none',
    commitment: commitment?.id ?? 'all',
    scope: { level: commitment?.scope.level ?? 'account', id: '*', unit: commitment?.scope.unit ?? 'service' },
    period: { id: month.id, zone: month.zone, begin: month.begin, end: month.end },
    status,
    because,
    downtime: null,
    uptime: null,
    tier: null,
    base: null,
    credit: status === 'undetermined' ? { low: open, base: open, high: open } : amount,
    worth: null,
    rules: [],
    readings: [],
    deadlines: [],
    evidence: { required: [], missing: [] },
    clauses: [],
    negotiated: [],
    notes: [],
  };
}

function incidentsOf({ groups }: MonthContext, outages: readonly Outage[]): string[] {
  const ids = new Set(outages.map((outage) => outage.id));
  return groups.filter((group) => group.outages.some((outage) => ids.has(outage.id))).map((group) => group.incident.id);
}

/** The zones in which any edition of the contract may cut its months. */
function zonesOf({ terms }: Contract): string[] {
  const zones = terms.versions.flatMap(({ period, ambiguity }) => {
    if (period.tz !== null) return [period.tz];
    const readings = ambiguity.find((entry) => entry.subject === 'month_zone')?.readings.map((reading) => reading.value) ?? [];
    return readings.length > 0 ? readings : ['UTC'];
  });
  return [...new Set(zones.length > 0 ? zones : ['UTC'])];
}

function monthIdsOf(contract: Contract, outages: readonly Outage[], records: CaseRecords): string[] {
  const ids = new Set<string>();
  for (const outage of outages) {
    const span: Interval = spanOf(outage, records.asOf);
    for (const zone of zonesOf(contract)) {
      for (const month of monthsOf({ begin: span.begin, end: Math.max(span.end, span.begin + 1) }, zone)) {
        if (clip([span], month).length > 0 || span.begin === span.end) ids.add(month.id);
      }
    }
  }
  return [...ids].sort();
}

function monthById(id: string, zone: string): Month {
  // The 15th at noon UTC lies in the named month in every zone there is.
  return monthOf(Date.parse(`${id}-15T12:00:00Z`), zone);
}
