import type { OtherLoss } from './records/assessment.ts';
import type { CaseRecords } from './records/case-records.ts';
import { measured } from './records/figure.ts';

/** Losses the user states with a document: taken as stated, shown apart, never computed. */
export function otherLosses({ otherLosses: stated, currency }: CaseRecords): OtherLoss[] {
  return stated.map((loss) => ({
    id: loss.id,
    says: loss.says,
    document: loss.document,
    cash: loss.cash,
    amount: measured({
      id: `otherLosses.${loss.id}.amount`,
      label: loss.says,
      value: loss.amount,
      unit: currency,
      formula: `stated by the user, see ${loss.document}`,
      origin: loss.origin,
    }),
  }));
}
