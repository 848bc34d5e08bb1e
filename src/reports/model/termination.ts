import type { Assessment } from '../../engine/records/assessment.ts';
import type { TerminationRight } from '../../engine/records/termination-right.ts';
import type { Report } from '../report-schema.ts';
import { clauseRecord } from './origins.ts';

/** Rights to end a contract, as far as any month counts towards them. */
export function terminationRecords({ terminationRights = [], credits }: Assessment): Report['terminationRights'] {
  const refs = new Map(credits.map((credit, index) => [credit.id, `C${index + 1}`]));
  return terminationRights
    .filter((right) => right.months.length > 0)
    .map((right) => ({
      terms: right.terms,
      edition: right.edition,
      commitment: right.commitment,
      scope: { level: right.scope.level, id: right.scope.id, unit: right.scope.unit },
      status: right.status,
      says: right.says,
      months: [...right.months],
      counted: countedRecord(right),
      credits: right.credits.flatMap((id) => refs.get(id) ?? []),
      clause: clauseRecord(right.clause),
    }));
}

function countedRecord({ counted }: TerminationRight) {
  const { certain, possible, needed, window } = counted;
  return { certain, possible, needed, window };
}
