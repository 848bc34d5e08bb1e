import type { IncidentGroup } from '../incidents.ts';
import type { CaseRecords, Contract } from '../records/case-records.ts';
import type { Outage } from '../records/outage.ts';

/** Numbers the assessments of a case: C1, C2, ... in the order they are made. */
export type NextId = () => string;

/** One contract in one month, with the outages of its vendor that touch the month. */
export interface MonthContext {
  readonly contract: Contract;
  readonly groups: readonly IncidentGroup[];
  readonly records: CaseRecords;
  readonly monthId: string;
  readonly outages: readonly Outage[];
  readonly nextId: NextId;
}
