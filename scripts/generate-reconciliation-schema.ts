import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { reconciliationSchema } from '../src/reports/schema/reconciliation.ts';

/** The published JSON Schema (draft 2020-12) of `makewhole-reconciliation/1`, as it stands in schemas/. */
export const reconciliationSchemaFile = 'schemas/makewhole-reconciliation-1.schema.json';

export function reconciliationJsonSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(reconciliationSchema, { target: 'draft-2020-12' });
  return `${JSON.stringify({ $schema, $id: 'makewhole-reconciliation-1.schema.json', ...schema }, null, 2)}\n`;
}

if (process.argv[1]?.endsWith('generate-reconciliation-schema.ts')) {
  if (!process.argv.includes('--check')) writeFileSync(reconciliationSchemaFile, reconciliationJsonSchema());
  else if (readFileSync(reconciliationSchemaFile, 'utf8') !== reconciliationJsonSchema()) {
    console.error(`stale: ${reconciliationSchemaFile}. Run: npm run generate`);
    process.exitCode = 1;
  }
}
