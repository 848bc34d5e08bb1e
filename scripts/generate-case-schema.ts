import { readFileSync, writeFileSync } from 'node:fs';
import { caseJsonSchema } from '../src/case/case-file.ts';

const PATH = 'schemas/makewhole-case-1.schema.json';

/** The published schema of `makewhole.yaml`, as text. */
export function caseSchemaText(): string {
  return `${JSON.stringify(caseJsonSchema(), null, 2)}\n`;
}

if (process.argv[1]?.endsWith('generate-case-schema.ts')) {
  if (!process.argv.includes('--check')) writeFileSync(PATH, caseSchemaText());
  else if (readFileSync(PATH, 'utf8') !== caseSchemaText()) {
    console.error(`stale: ${PATH}. Run: npm run generate`);
    process.exitCode = 1;
  }
}
