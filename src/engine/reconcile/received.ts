import { billingMonthOf } from '../credit/money/charge-sums.ts';
import type { Charge } from '../records/charge.ts';
import type { ReceivedCredit, StatedCredit } from '../records/reconciliation.ts';
import { formatInstant } from '../values/instant.ts';
import { slaMark } from './sla-credit.ts';

/** Every credit and adjustment of the bills, and what the user states: service credits first, then the oldest. */
export function receivedCredits(
  charges: readonly Charge[],
  stated: readonly StatedCredit[],
  currency: string,
): ReceivedCredit[] {
  const billed = charges.filter((charge) => charge.BillingCurrency === currency).flatMap(fromBill);
  return [...billed, ...stated.map(fromUser)]
    .sort((a, b) => rank(a) - rank(b) || order(a.month ?? '9', b.month ?? '9') || (a.until ?? 0) - (b.until ?? 0))
    .map((credit, index) => ({ ...credit, id: `R${index + 1}` }));
}

type Unnamed = Omit<ReceivedCredit, 'id'>;

function fromBill(charge: Charge): Unnamed[] {
  const mark = slaMark(charge);
  if (mark === null) return [];
  return [
    {
      kind: mark.is,
      shownBy: mark.says,
      vendor: charge.x_Vendor,
      service: charge.ServiceName,
      serviceCode: charge.x_ServiceCode,
      region: charge.RegionId,
      month: billingMonthOf(charge),
      until: charge.chargePeriod?.end ?? null,
      incidentMonth: null,
      amount: charge.BilledCost?.neg() ?? null,
      description: charge.ChargeDescription,
      rows: charge.rows,
      origin: { file: charge.x_SourceFile },
    },
  ];
}

function fromUser(credit: StatedCredit): Unnamed {
  return {
    kind: 'certain',
    shownBy: `stated, with ${credit.document}`,
    vendor: credit.vendor,
    service: credit.service,
    serviceCode: null,
    region: null,
    month: formatInstant(credit.issued).slice(0, 7),
    until: credit.issued,
    incidentMonth: credit.incidentMonth,
    amount: credit.amount,
    description: credit.document,
    rows: 1,
    origin: credit.origin,
  };
}

/** Those that a reader sees get the first numbers. */
function rank({ kind }: Unnamed): number {
  return kind === 'certain' || kind === 'possible' ? 0 : 1;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
