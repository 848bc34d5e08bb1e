import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readProse } from '../../../../src/parsers/terms/prose/read-prose.ts';
import { ROOT } from '../../../commands/run-cli.ts';
import { inflate, proseFile } from './reading.ts';
import { type Answer, type Expected, measure } from './real/measure.ts';

/**
 * Real published SLAs. Their texts are their vendors' and are not in the repository; what they say, written down by a
 * person before the rules saw them, is. MAKEWHOLE_SLA_TEXTS names the folder that holds the texts.
 */
const TEXTS = process.env.MAKEWHOLE_SLA_TEXTS ?? '../sla-texts';
const FACTS = join(ROOT, 'test/parsers/terms/prose/real');

const expected = readdirSync(FACTS)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => JSON.parse(readFileSync(join(FACTS, name), 'utf8')) as Expected);

describe.skipIf(!existsSync(TEXTS))(`real texts in ${TEXTS}`, () => {
  const answers = new Map<string, readonly Answer[]>();
  const isSureAndWrong = ({ verdict, confidence }: Answer) => verdict === 'wrong' && confidence === 'sure';

  test.each(expected)('$file: nothing is wrong and sure', (facts) => {
    const file = proseFile(facts.file, readFileSync(join(TEXTS, facts.file)));
    const { value } = readProse(file, inflate);
    if (!value) throw new Error(`${facts.file} cannot be read`);
    const own = measure(facts, value);
    answers.set(facts.file, own);
    expect(own.filter(isSureAndWrong)).toEqual([]);
  });

  test('nine fields of ten are right, over all texts', () => {
    const all = [...answers.values()].flat();
    const count = (verdict: Answer['verdict']) => all.filter((answer) => answer.verdict === verdict).length;
    const [right, unknown, wrong] = [count('right'), count('unknown'), count('wrong')];
    console.log(`${answers.size} texts, ${all.length} fields: ${right} right, ${unknown} unknown, ${wrong} wrong`);
    expect(answers.size).toBeGreaterThanOrEqual(12);
    expect(right / all.length).toBeGreaterThan(0.9);
    expect(wrong / all.length).toBeLessThan(0.02);
  });
});
