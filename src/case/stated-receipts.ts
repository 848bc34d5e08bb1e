import type { StatedCredit, StatedInvoice, StatedReceipts } from '../engine/records/reconciliation.ts';
import { normalizeVendor } from '../parsers/syntax/vendor.ts';
import type { StatedCase } from './case-file.ts';

/** The invoices and the received credits that the case states. */
export function statedReceipts({ file, source }: StatedCase): StatedReceipts {
  const originOf = (path: readonly (string | number)[]) => source.cite(path).origin ?? { file: source.file };
  const invoices = file.invoices.map(
    ({ month, vendor, amount, document }, at): StatedInvoice => ({
      month,
      vendor: vendor === undefined ? null : normalizeVendor(vendor),
      amount,
      document: document ?? null,
      origin: originOf(['invoices', at, 'amount']),
    }),
  );
  const credits = file.received_credits.map(
    ({ vendor, service, incident_month, amount, issued, document }, at): StatedCredit => ({
      vendor: normalizeVendor(vendor),
      service: service ?? null,
      incidentMonth: incident_month ?? null,
      amount,
      issued,
      document,
      origin: originOf(['received_credits', at, 'amount']),
    }),
  );
  return { invoices: joinInvoices(invoices), credits };
}

/** Several invoices of one vendor and month, as several accounts bring them, are set against its bills together. */
function joinInvoices(invoices: readonly StatedInvoice[]): StatedInvoice[] {
  const joined = new Map<string, StatedInvoice>();
  for (const invoice of invoices) {
    const key = JSON.stringify([invoice.month, invoice.vendor]);
    const other = joined.get(key);
    const documents = [other?.document, invoice.document].filter((document) => typeof document === 'string');
    joined.set(
      key,
      other ? { ...other, amount: other.amount.add(invoice.amount), document: documents.join(', ') || null } : invoice,
    );
  }
  return [...joined.values()];
}
