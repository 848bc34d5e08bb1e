import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOM = 'src/reports';
const sources = readdirSync(ROOM, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name: name.replaceAll('\\', '/'), text: readFileSync(join(ROOM, name), 'utf8') }));

describe('the report room', () => {
  it('turns text into output in one place only', () => {
    const readers = sources.filter(({ text }) => /\.unescaped\b/.test(text)).map(({ name }) => name);
    expect(readers.filter((name) => !name.startsWith('escape/'))).toEqual([]);
    expect(readers).not.toEqual([]);
  });

  it('loads zod with the schema alone: a report is drawn without it', () => {
    const users = sources
      .filter(({ text }) => /^import (?!type ).*(?:'zod'|report-schema|\/schema\/)/m.test(text))
      .map(({ name }) => name);
    expect(users.filter((name) => name !== 'report-schema.ts' && !name.startsWith('schema/'))).toEqual([]);
  });

  it('knows no clock, locale or environment', () => {
    for (const { name, text } of sources) {
      expect(text, name).not.toMatch(
        /Date\.now|new Date\(\)|localeCompare|toLocale|process\.|Intl\.(?:NumberFormat|DateTimeFormat)/,
      );
    }
  });
});
