import type { DeadlineStep } from '../../records/claim.ts';
import type { Edition } from '../../records/terms.ts';
import type { TermsClause } from '../../records/terms-clause.ts';
import { counted, listed, offset, plainly } from '../words.ts';
import { clausesIn, inWords } from './draft.ts';

/** Who asks, how, until when, with what; which edition governs. */
export function claimClauses({ claim, version_selection: selection }: Edition): TermsClause[] {
  const { list, add } = clausesIn('claim', 'claim');
  add('How', 'channel', claim.channel);
  add('Subject', 'subject_must_contain', claim.subject_must_contain && `must contain “${claim.subject_must_contain}”`);
  add('Asked for', 'explicit_request', claim.explicit_request ? 'it must be asked for expressly' : null);
  if (claim.steps.length === 0) add('Deadline', 'steps', 'none seen');
  for (const step of safestFirst(claim.steps)) add(topicOf(step), 'steps', due(step));
  for (const { channel, files, steps } of claim.claimant) {
    const says = steps.map(due).join('; ');
    if (channel !== 'direct' || files !== 'customer')
      add(`Through ${plainly(channel)}`, `claimant.${channel}`, `the ${files} asks${says ? `, ${says}` : ''}`);
  }
  add('Evidence', 'required_evidence', listed(claim.required_evidence.map(plainly)));
  add(
    'Evidence is lost',
    'evidence_retention_warning',
    claim.evidence_retention_warning
      .map(({ source, days }) => `${plainly(source)} after ${counted(days, 'day')}`)
      .join('; '),
  );
  add('Decided by', 'decision', claim.decision && inWords(DECISIONS, claim.decision));
  add('Credited within', 'issue', claim.issue && `${offset(claim.issue.within)} of ${plainly(claim.issue.after)}`);
  const version = clausesIn('claim', '');
  version.add(
    'Edition that governs',
    'version_selection',
    `${inWords(SELECTION, selection.rule)}${selection.stated ? '' : ' (not stated; taken)'}`,
  );
  return [...list, ...version.list];
}

function safestFirst(steps: readonly DeadlineStep[]): DeadlineStep[] {
  return [...steps].sort((a, b) => Number(b.conservative) - Number(a.conservative));
}

/** `Deadline`; where there are several, the safe one is named. */
function topicOf({ act, conservative, reading }: DeadlineStep): string {
  if (act === 'ticket') return 'Ticket';
  if (conservative && reading) return 'Safe deadline';
  return reading ? 'Usual deadline' : 'Deadline';
}

function due({ offset: given, calendar, anchor, event, consequence }: DeadlineStep): string {
  const else_ = consequence === 'clock_not_started' ? ', else the clock has not started' : '';
  const when =
    given.to === 'end'
      ? `by ${offset(given)} after ${inWords(MONTHS, anchor)}`
      : `within ${offset(given, calendar)} of ${inWords(MOMENTS, anchor)}`;
  return `${event} ${when}${else_}`;
}

/** What whole months or cycles are counted from. */
const MONTHS: Readonly<Record<string, string>> = {
  incident: 'the one of the incident',
  incident_end: 'the one in which the incident ended',
  end_of_billing_month_of_incident: 'the billing month of the incident',
  incident_month_end: 'the month of the incident',
  reporting_period_end: 'the reporting period',
  eligibility: 'the one in which the customer became eligible',
  awareness: 'the one in which the customer became aware',
  correction: 'the one of the repair',
  occurrence: 'the one of the incident',
  contracted_month_end: 'the contracted month',
};

/** What days and hours are counted from. */
const MOMENTS: Readonly<Record<string, string>> = {
  incident: 'the incident',
  incident_end: 'the end of the incident',
  end_of_billing_month_of_incident: 'the end of the billing month of the incident',
  incident_month_end: 'the end of the month of the incident',
  reporting_period_end: 'the end of the reporting period',
  eligibility: 'the day the customer became eligible',
  awareness: 'the day the customer became aware',
  correction: 'the repair',
  occurrence: 'the incident',
  contracted_month_end: 'the end of the contracted month',
};

const DECISIONS: Readonly<Record<string, string>> = {
  vendor_sole: 'the vendor alone',
  good_faith: 'the vendor, in good faith',
  objective: 'the facts',
};

const SELECTION: Readonly<Record<string, string>> = {
  incident_start: 'the one in force when the incident began',
  month_start: 'the one in force when the month began',
  claim_date: 'the one in force on the day of the claim',
  at_contract_start_or_renewal: 'the one in force when the contract began or was renewed',
};
