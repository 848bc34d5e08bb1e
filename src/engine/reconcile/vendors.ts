/**
 * How far a vendor's billing exports show service credits under an SLA (research/billing.md, section 4). What is in no
 * export can only be stated, with the invoice.
 */
export interface CreditTrace {
  readonly shows: 'type' | 'text' | 'nowhere' | 'unknown';
  /** For people, as a sentence without its full stop. */
  readonly says: string;
}

const TRACES: ReadonlyMap<string, CreditTrace> = new Map([
  [
    'gcp',
    {
      shows: 'type',
      says: 'Google Cloud marks a service credit in its export with the adjustment type SLA_VIOLATION; the row does not name the incident or the month it is for',
    },
  ],
  [
    'aws',
    {
      shows: 'text',
      says: 'AWS tells a service credit from other credits by the description of the line only, and documents no wording: what is found is possible, and a credit with other words is not found unless its amount is that of a claim',
    },
  ],
  [
    'azure',
    {
      shows: 'nowhere',
      says: 'Azure Cost Management exports hold no credits and no taxes: a service credit is not in this export, and needs the invoice (state it under received_credits)',
    },
  ],
]);

export function creditTrace(vendor: string): CreditTrace {
  return (
    TRACES.get(vendor) ?? {
      shows: 'unknown',
      says: `how ${vendor} shows service credits in an export is not documented: state them from the invoice under received_credits`,
    }
  );
}
