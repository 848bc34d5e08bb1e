import type { IncidentGroup } from '../../incidents.ts';
import type { CaseRecords, Contract } from '../../records/case-records.ts';
import type { Outage } from '../../records/outage.ts';
import type { SampleGroup } from '../units/unit-samples.ts';

/** Numbers the assessments of a case: C1, C2, ... in the order they are made. */
export type NextId = () => string;

/** One contract in one month, with the outages of its vendor that touch the month. */
export interface MonthContext {
  readonly contract: Contract;
  readonly groups: readonly IncidentGroup[];
  readonly records: CaseRecords;
  readonly monthId: string;
  readonly outages: readonly Outage[];
  /** Rows of the month. */
  readonly samples: readonly SampleGroup[];
  /** For promises over days that roll: everything the contract judges, whatever its month. */
  readonly ever: { readonly outages: readonly Outage[]; readonly samples: readonly SampleGroup[] };
  /** The last month that each edition governs: where days roll, one assessment answers for all months. */
  readonly lastMonths: ReadonlyMap<string, string>;
  readonly nextId: NextId;
}
