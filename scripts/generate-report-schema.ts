import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { reportSchema } from '../src/reports/report-schema.ts';

/** The published JSON Schema (draft 2020-12) of `makewhole-report/1`, as it stands in schemas/. */
export const reportSchemaFile = 'schemas/makewhole-report-1.schema.json';

export function reportJsonSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(reportSchema, { target: 'draft-2020-12' });
  return `${JSON.stringify({ $schema, $id: 'makewhole-report-1.schema.json', ...schema }, null, 2)}\n`;
}

if (process.argv[1]?.endsWith('generate-report-schema.ts')) {
  if (!process.argv.includes('--check')) writeFileSync(reportSchemaFile, reportJsonSchema());
  else if (readFileSync(reportSchemaFile, 'utf8') !== reportJsonSchema()) {
    console.error(`stale: ${reportSchemaFile}. Run: npm run generate`);
    process.exitCode = 1;
  }
}
