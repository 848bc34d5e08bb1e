import { regionOf } from '../outage-span.ts';
import type { AssessmentStatus, CreditAssessment } from '../records/assessment.ts';
import type { CaseRecords } from '../records/case-records.ts';
import type { Outage } from '../records/outage.ts';
import type { Commitment, Edition } from '../records/terms.ts';
import { isCovered } from '../select.ts';
import { billingMonthOf } from './money/charge-sums.ts';
import type { MonthContext } from './promise/month-context.ts';
import { monthById, zonesOf } from './promise/months.ts';
import { nothing } from './readings/ranges.ts';
import type { Unit } from './units/units.ts';

/** A place in which the bill shows nothing of the service is no unit, unless the customer's own records name it. */
export function isUsed(unit: Unit, { records, contract, monthId }: MonthContext, commitment: Commitment): boolean {
  if (unit.level === 'resource' || contract.hourlyPrice !== null) return true;
  const place = unit.level === 'region' || unit.level === 'zone';
  if (!place || records.bill.files.length === 0) return true;
  const isHere = ({ scope }: Pick<Outage, 'scope'>) => regionOf(scope) === unit.region;
  const { outages, samples = [] } = records.outages;
  const observed = outages.some((outage) => outage.source === 'observed' && isHere(outage)) || samples.some(isHere);
  const billed = records.bill.charges.some(
    (charge) =>
      charge.x_Vendor === contract.terms.vendor &&
      charge.RegionId === unit.region &&
      billingMonthOf(charge) === monthId,
  );
  return observed || billed || commitment.covers.charges.length === 0;
}

/** No unit of the commitment is in the bill: nothing was used there, or the bill cannot tell. */
export function nothingUsed(
  context: MonthContext,
  edition: Edition,
  commitment: Commitment,
  outages: readonly Outage[],
): CreditAssessment {
  const { records, contract, monthId } = context;
  const billed = records.bill.charges.some(
    (charge) => charge.x_Vendor === contract.terms.vendor && billingMonthOf(charge) === monthId,
  );
  const places = [...new Set(outages.map((outage) => outage.scope.id))].sort();
  const unmapped = unmappedZone(outages, commitment, records);
  if (unmapped) return answerWithout(context, 'undetermined', unmapped, edition, commitment, outages);
  const where =
    places.length > 3 ? `${places.slice(0, 3).join(', ')} and ${places.length - 3} more` : places.join(', ');
  return billed
    ? answerWithout(
        context,
        'not-met',
        `the bill of ${monthId} shows no charge of this service in ${where}`,
        edition,
        commitment,
        outages,
      )
    : answerWithout(
        context,
        'undetermined',
        `no bill of ${contract.terms.vendor} for ${monthId} is in the case to show what was used in ${where}`,
        edition,
        commitment,
        outages,
      );
}

/** A bill names zones as the account sees them: without the user's map nobody knows which of them an outage's zone id is. */
function unmappedZone(
  outages: readonly Outage[],
  commitment: Commitment,
  { bill, zones }: CaseRecords,
): string | undefined {
  for (const { scope } of outages) {
    if (scope.level !== 'zone' || zones.some((map) => map.zoneId === scope.id || map.zoneName === scope.id)) continue;
    const names = new Set(
      bill.charges
        .filter(
          (charge) =>
            isCovered(commitment, charge) &&
            charge.AvailabilityZone !== null &&
            (scope.region === undefined || charge.RegionId === scope.region),
        )
        .map((charge) => charge.AvailabilityZone as string),
    );
    if (names.size > 0 && !names.has(scope.id)) {
      return `the bill speaks of ${[...names].sort().slice(0, 3).join(', ')}; which of them is ${scope.id} only the account knows: state it under zones`;
    }
  }
  return undefined;
}

/** An answer that needs no arithmetic: no SLA, not covered, not seen. */
export function answerWithout(
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
    separateServices: edition?.stacking.separate_services ?? null,
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

/** The incidents that these outages belong to. */
export function incidentsOf({ groups }: MonthContext, outages: readonly Outage[]): string[] {
  const ids = new Set(outages.map((outage) => outage.id));
  return groups.filter((group) => group.outages.some((outage) => ids.has(outage.id))).map((group) => group.incident.id);
}
