import type { Assessment } from '../../engine/records/assessment.ts';
import type { BillFile } from '../../engine/records/charge.ts';
import type {
  ClaimReceipt,
  InvoiceComparison,
  ReceivedCredit,
  Reconciliation,
} from '../../engine/records/reconciliation.ts';
import { type Exact, toText } from '../../engine/values/exact.ts';
import { formatInstant } from '../../engine/values/instant.ts';
import { clauseRecord, issueRecord, originRecord } from '../model/origins.ts';
import type { Report } from '../report-schema.ts';
import type { ReconciliationRecord } from '../schema/reconciliation.ts';

/** The reconciliation as the record `makewhole-reconciliation/1`: plain JSON, keys in a fixed order. */
export function reconciliationRecord(
  { case: { name, asOf, currency }, issues }: Pick<Assessment, 'case' | 'issues'>,
  reconciliation: Reconciliation,
  { tool, version, inputs }: Report['provenance'],
): ReconciliationRecord {
  const { settled, invoices, claims, received, loose, otherCredits, limits, bills } = reconciliation;
  return {
    schema: 'makewhole-reconciliation/1',
    case: { name, asOf: formatInstant(asOf), currency },
    settled,
    invoices: invoices.map(invoiceRecord),
    claims: claims.map(claimRecord),
    received: received.map(receivedRecord),
    loose: loose.map((one) => ({ received: one.received, because: one.because, claims: [...one.claims] })),
    otherCredits: otherCredits.map(({ shownBy, rows, amount }) => ({ shownBy, rows, amount: text(amount) })),
    limits: [...limits],
    billing: bills.map(billRecord),
    provenance: { tool, version, inputs: inputs.map(({ label, sha256, bytes }) => ({ label, sha256, bytes })) },
    issues: issues.map(issueRecord),
  };
}

function invoiceRecord(one: InvoiceComparison): ReconciliationRecord['invoices'][number] {
  const { month, vendor, document, origin, amount } = one.stated;
  return {
    ref: one.id,
    month,
    vendor,
    document,
    origin: originRecord(origin),
    status: one.status,
    because: one.because,
    invoice: toText(amount),
    billed: text(one.billed),
    difference: text(one.difference),
    rows: one.rows,
    contributors: one.contributors.map(({ category, nature, service, file, billed, rows }) => ({
      category,
      nature,
      service,
      file,
      billed: toText(billed),
      rows,
    })),
    hints: [...one.hints],
  };
}

function claimRecord(one: ClaimReceipt): ReconciliationRecord['claims'][number] {
  const { vendor, terms, edition, commitment, month, outcome, certainty, because, claimBy, due } = one;
  return {
    ref: one.id,
    vendor,
    terms,
    edition,
    commitment,
    alternatives: [...one.alternatives],
    month,
    credits: [...one.credits],
    claim: { low: toText(one.low), base: text(one.base), high: text(one.high) },
    outcome,
    certainty,
    because,
    received: [...one.received],
    receivedTotal: text(one.receivedTotal),
    difference: text(one.difference),
    claimBy,
    due: due && {
      earliest: formatInstant(due.earliest),
      latest: due.latest === null ? null : formatInstant(due.latest),
      clause: clauseRecord(due.clause),
    },
  };
}

function receivedRecord(one: ReceivedCredit): ReconciliationRecord['received'][number] {
  const { kind, shownBy, vendor, service, serviceCode, region, month, incidentMonth, description, rows } = one;
  return {
    ref: one.id,
    kind,
    shownBy,
    vendor,
    service: service ?? serviceCode,
    region,
    month,
    incidentMonth,
    amount: text(one.amount),
    description,
    rows,
    origin: originRecord(one.origin),
  };
}

function billRecord({ file, format, rows, dataCompleteTo }: BillFile): ReconciliationRecord['billing'][number] {
  const { read, used, excluded, rejected } = rows;
  return {
    file,
    format,
    rows: { read, used, excluded: [...excluded], rejected: [...rejected] },
    dataCompleteTo: dataCompleteTo === null ? null : formatInstant(dataCompleteTo),
  };
}

function text(value: Exact | null): string | null {
  return value === null ? null : toText(value);
}
