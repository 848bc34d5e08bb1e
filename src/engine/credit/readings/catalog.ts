/** One way to read what is open. */
export interface Answer {
  readonly value: string;
  readonly says: string;
}

/** What to ask where a text is silent and its terms file names no readings. The cautious answer comes first. */
export const CATALOG: Readonly<Record<string, readonly Answer[]>> = {
  missing_intervals: [
    { value: 'empty', says: 'an interval without a row had no requests' },
    { value: 'left_out', says: 'intervals without a row are left out' },
  ],
  empty_interval: [
    { value: 'available', says: 'an interval without requests counts as free of errors' },
    { value: 'unavailable', says: 'an interval without requests counts as failed' },
  ],
  evidence: [
    { value: 'declared', says: 'only minutes the vendor declared' },
    { value: 'observed', says: 'the minutes the customer observed' },
    { value: 'union', says: 'minutes that either side names' },
  ],
  unknown_time: [
    { value: 'up', says: 'minutes nobody watched count as up' },
    { value: 'down', says: 'minutes nobody watched count as down' },
  ],
  month_zone: [{ value: 'UTC', says: 'the month is cut in UTC' }],
  partial_minutes: [
    { value: 'drop', says: 'partial minutes do not count' },
    { value: 'count', says: 'partial minutes count' },
  ],
  minute_alignment: [
    { value: 'clock', says: 'minutes of the clock' },
    { value: 'elapsed', says: 'minutes elapsed since the outage began' },
  ],
  exclusions_applied: [
    { value: 'before_run_test', says: 'exclusions come off before the length of a run is tested' },
    { value: 'after_run_test', says: 'exclusions come off after the length of a run is tested' },
  ],
  maintenance: [
    { value: 'no', says: 'announced maintenance does not count' },
    { value: 'yes', says: 'announced maintenance counts' },
  ],
  stacking: [
    { value: 'max', says: 'remedies for the same minutes do not add up: the better one' },
    { value: 'sum', says: 'remedies for the same minutes add up' },
  ],
  minimum_below: [
    { value: 'no_credit', says: 'below the minimum nothing is paid' },
    { value: 'raise_to', says: 'below the minimum the minimum is paid' },
  ],
  denominator: [
    { value: 'period_minutes', says: 'all minutes of the month count, also those before or after the unit existed' },
    { value: 'lifetime', says: 'only the minutes in which the unit existed count' },
  ],
  gap: [
    { value: 'lower', says: 'between two rows the lower credit applies' },
    { value: 'higher', says: 'between two rows the higher credit applies' },
  ],
  partial_step: [
    { value: 'floor', says: 'only full steps count' },
    { value: 'ceil', says: 'a part of a step counts as a whole one' },
  ],
  failure_allowance: [
    { value: 'up', says: 'a part of an allowed failure allows a whole one' },
    { value: 'down', says: 'a part of an allowed failure allows none' },
  ],
  base_basis: [
    { value: 'billed', says: 'charges as billed (cash)' },
    { value: 'effective', says: 'charges as amortized (commitments spread over their use)' },
  ],
};
