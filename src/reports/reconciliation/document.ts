import type { ReportDocument } from '../document/blocks.ts';
import type { ReconciliationRecord } from '../schema/reconciliation.ts';
import { claims } from './claims.ts';
import { invoices } from './invoices.ts';
import { lead } from './lead.ts';
import { received } from './received.ts';
import { sources } from './sources.ts';

/** The reconciliation in the order a person reads it, made from the record alone. */
export function writeReconciliation(record: ReconciliationRecord): ReportDocument {
  return {
    blocks: [...lead(record), ...invoices(record), ...claims(record), ...received(record), ...sources(record)],
  };
}
