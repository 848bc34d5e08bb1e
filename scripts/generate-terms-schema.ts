import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { familyFile } from '../src/parsers/terms/schema/family.ts';
import { overlayFile } from '../src/parsers/terms/schema/overlay.ts';
import { termsFile } from '../src/parsers/terms/schema/terms.ts';

/** The published JSON Schemas (draft 2020-12) of terms files, families and overlays, for editors. The parser itself checks more. */
export function termsSchemas(): ReadonlyMap<string, string> {
  return new Map([
    [
      'schemas/sla-terms-1.schema.json',
      schemaText(termsFile, 'sla-terms-1.schema.json', 'SLA terms of one document, every field with its evidence'),
    ],
    [
      'schemas/sla-family-1.schema.json',
      schemaText(familyFile, 'sla-family-1.schema.json', 'Clauses that the SLA documents of one vendor have in common'),
    ],
    [
      'schemas/sla-overlay-1.schema.json',
      schemaText(overlayFile, 'sla-overlay-1.schema.json', 'Negotiated values, laid over SLA terms'),
    ],
  ]);
}

function schemaText(schema: z.ZodType, id: string, title: string): string {
  const { $schema, ...body } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    reused: 'ref',
    override: ({ zodSchema, jsonSchema }) => {
      // A field says by `editor` how an editor sees it: our parser takes every scalar as text, an editor does not.
      const { editor } = (z.globalRegistry.get(zodSchema) ?? {}) as { editor?: object };
      if (!editor) return;
      for (const key of Object.keys(jsonSchema)) delete (jsonSchema as Record<string, unknown>)[key];
      Object.assign(jsonSchema, editor);
    },
  });
  return `${JSON.stringify({ $schema, $id: id, title, ...body }, null, 2)}\n`;
}

if (process.argv[1]?.endsWith('generate-terms-schema.ts')) {
  for (const [path, text] of termsSchemas()) {
    if (!process.argv.includes('--check')) writeFileSync(path, text);
    else if (readFileSync(path, 'utf8') !== text) {
      console.error(`stale: ${path}. Run: npm run generate`);
      process.exitCode = 1;
    }
  }
}
