import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { termsDiffSchema } from '../src/reports/schema/terms/diff.ts';
import { termsLintSchema } from '../src/reports/schema/terms/lint.ts';
import { termsVerificationSchema } from '../src/reports/schema/terms/verification.ts';

/** The published JSON Schemas (draft 2020-12) of what `makewhole terms diff`, `verify` and `lint` answer with --json. */
export function termsAnswerSchemas(): ReadonlyMap<string, string> {
  return new Map([
    textOf('makewhole-terms-diff-1', termsDiffSchema),
    textOf('makewhole-terms-lint-1', termsLintSchema),
    textOf('makewhole-terms-verification-1', termsVerificationSchema),
  ]);
}

function textOf(name: string, schema: z.ZodType): [path: string, text: string] {
  const id = `${name}.schema.json`;
  const { $schema, ...body } = z.toJSONSchema(schema, { target: 'draft-2020-12' });
  return [`schemas/${id}`, `${JSON.stringify({ $schema, $id: id, ...body }, null, 2)}\n`];
}

if (process.argv[1]?.endsWith('generate-terms-answer-schemas.ts')) {
  for (const [path, text] of termsAnswerSchemas()) {
    if (!process.argv.includes('--check')) writeFileSync(path, text);
    else if (readFileSync(path, 'utf8') !== text) {
      console.error(`stale: ${path}. Run: npm run generate`);
      process.exitCode = 1;
    }
  }
}
