import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reconciliationJsonSchema, reconciliationSchemaFile } from '../../scripts/generate-reconciliation-schema.ts';
import { decimal } from '../../src/engine/values/exact.ts';
import { drawMarkdown } from '../../src/reports/formats/markdown.ts';
import { drawTerminal } from '../../src/reports/formats/terminal.ts';
import { writeReconciliation } from '../../src/reports/reconciliation/document.ts';
import { reconciliationRecord } from '../../src/reports/reconciliation/record.ts';
import { reconciliationSchema } from '../../src/reports/schema/reconciliation.ts';
import { at } from '../engine/library.ts';
import { granted, reconciled, row, usage } from '../engine/reconcile/gcp-case.ts';
import { markdownCorpus, terminalCorpus } from './hostile.ts';

const CASE = { name: 'made up', asOf: at('2025-12-01T00:00:00Z'), currency: 'USD' };

/** A case in which every text that comes from an input is this one. */
function page(text: string) {
  const reconciliation = reconciled({
    charges: [
      ...usage,
      row('2025-07', '12', { ServiceName: text, x_ServiceCode: null, x_SourceFile: text }),
      granted('2025-09', '-40', { x_AdjustmentType: null, ChargeDescription: `SLA ${text}`, x_SourceFile: text }),
      granted('2025-09', '-1', { x_AdjustmentType: text }),
    ],
    stated: {
      invoices: [{ month: '2025-07', vendor: null, amount: decimal('1'), document: text, origin: { file: text } }],
    },
  });
  const provenance = { tool: 'makewhole', version: '0', inputs: [], terms: [], readings: {} };
  const record = reconciliationRecord({ case: { ...CASE, name: text }, issues: [] }, reconciliation, provenance);
  return { record, document: writeReconciliation(record) };
}

describe('a reconciliation on its way out', () => {
  it('is the record that the schema describes', () => {
    expect(reconciliationSchema.safeParse(page('plain').record).error).toBeUndefined();
    expect(readFileSync(join(import.meta.dirname, '../..', reconciliationSchemaFile), 'utf8')).toBe(
      reconciliationJsonSchema(),
    );
  });

  it.each(terminalCorpus)('keeps %j from acting on a terminal', (text) => {
    const drawn = drawTerminal(page(text).document, {});
    expect(drawn.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u);
  });

  it.each(markdownCorpus)('keeps %j from being markup', (text) => {
    const drawn = drawMarkdown(page(text).document);
    // Only our own tags, and as many cells a row as the table has.
    expect(drawn.replaceAll(/<\/?(?:details|summary)>/g, '')).not.toMatch(/(?<!\\)<[a-z/!]/i);
    const lines = drawn.split('\n').filter((line) => line.startsWith('| '));
    for (const line of lines.filter((one) => one.startsWith('| `')))
      expect(line.replaceAll(/\\./g, '').split('|').length).toBeGreaterThan(5);
  });

  it('says what was received, what it is for, and what it falls short by', () => {
    const drawn = drawTerminal(page('plain').document, { width: 100 });
    expect(drawn).toContain('0 of 1 invoice agrees; 1 claim: 1 short-paid.');
    expect(drawn).toMatch(/R1 +2025-09 .* possible +40\.00 +P1/);
    expect(drawn).toContain('60.00 USD less than the least that any reading gives');
  });
});
