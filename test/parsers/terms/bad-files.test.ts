import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTerms } from '../../../src/parsers/terms/parse.ts';
import { BASE, COMMITMENT, minimalTerms, withCredit } from './minimal-terms.ts';

const parse = (text: string) => parseTerms({ label: 'terms.yaml', text });
const GOOD = minimalTerms();

/** The first issue, and the text of the line it points at from its column on. */
function problemOf(text: string) {
  const { value, issues } = parse(text);
  const [issue] = issues;
  const line = text.split('\n')[(issue?.origin?.line ?? 0) - 1] ?? '';
  return { value, issues, issue, at: line.slice((issue?.origin?.column ?? 1) - 1) };
}

test('the file that the bad ones are made of is good', () => {
  const { value, issues } = parse(GOOD);
  expect(issues).toEqual([]);
  expect(value?.id).toBe('test/vm');
});

describe('fields', () => {
  test('an unknown field is placed and its nearest neighbor named', () => {
    const { issue, at } = problemOf(GOOD.replace('tiers:', 'tires:').replace('target: 99.9', 'traget: 99.9'));
    expect(issue).toMatchObject({
      code: 'terms/unknown-field',
      message: 'There is no field "traget" here.',
      fix: 'Did you mean "target"?',
    });
    expect(at).toMatch(/^traget: 99.9/);
  });

  test('an unknown field that is like none gets the list', () => {
    expect(problemOf(`${GOOD}zebra: 1\n`).issue?.fix).toMatch(/^The fields here are: schema, id, vendor/);
  });

  test('an unquoted comma in braces is explained', () => {
    const { issue } = problemOf(GOOD.replace('unit: VM}', 'unit: VM, the whole of it}'));
    expect(issue).toMatchObject({ code: 'terms/unknown-field', fix: 'Put quotes around a text that holds a comma.' });
  });

  test('every unknown field is told', () => {
    const { issues } = problemOf(GOOD.replace('service: VM', 'service: VM\nfoo: 1\nbar: 2'));
    expect(issues.map((issue) => [issue.message, issue.origin?.line])).toEqual([
      ['There is no field "foo" here.', 6],
      ['There is no field "bar" here.', 7],
    ]);
  });

  test('a field that is missing is placed at what lacks it', () => {
    const { issue, at } = problemOf(GOOD.replace('last_checked: 2026-11-20\n', ''));
    expect(issue).toMatchObject({ code: 'terms/missing-field', message: 'The field "last_checked" is missing.' });
    expect(at).toMatch(/^schema:/);
  });

  test('a credit rule without a base is refused', () => {
    const { issue, at } = problemOf(GOOD.replace(`    ${BASE}`, ''));
    expect(issue?.code).toBe('terms/no-base');
    expect(at).toMatch(/^id: tiered/);
  });

  test.each([
    ['a text where a list belongs', GOOD.replace(/tiers:\n(.*\n){2}/, 'tiers: all\n'), 'terms/wrong-type', 'all'],
    ['an empty list', GOOD.replace(/tiers:\n(.*\n){2}/, 'tiers: []\n'), 'terms/wrong-value', '[]'],
    ['a number with a sign', GOOD.replace('percent: 10', 'percent: 10%'), 'terms/wrong-value', '10%'],
    ['a negative percentage', GOOD.replace('percent: 10', 'percent: -10'), 'terms/wrong-value', '-10'],
    ['an uptime above 100', GOOD.replace('target: 99.9', 'target: 999'), 'terms/wrong-value', '999'],
    [
      'an exponent that would cost time',
      GOOD.replace('target: 99.9', 'target: 1E-100000000'),
      'terms/wrong-value',
      '1E-1',
    ],
    ['a yes that is no boolean', GOOD.replace('stated: true', 'stated: yes'), 'terms/wrong-type', 'yes'],
    ['a day that does not exist', GOOD.replace('2026-11-20', '2026-02-30'), 'terms/wrong-value', '2026-02-30'],
    ['a day in another order', GOOD.replace('2026-11-20', '20.11.2026'), 'terms/wrong-value', '20.11.2026'],
    [
      'a zone that does not exist',
      GOOD.replace('calendar_month', 'calendar_month, tz: Mars/Olympus'),
      'terms/wrong-value',
      'Mars/Olympus',
    ],
    ['an id with a dot', GOOD.replace('id: tiered', 'id: tiered.first'), 'terms/wrong-value', 'tiered.first'],
    ['an id of another form', GOOD.replace('id: test/vm', 'id: test.vm'), 'terms/wrong-value', 'test.vm'],
    ['another schema', GOOD.replace('sla-terms/1', 'sla-terms/9'), 'terms/unknown-word', 'sla-terms/9'],
    ['an empty text', GOOD.replace('service: VM', 'service: ""'), 'terms/wrong-value', '""'],
    ['nothing where a text belongs', GOOD.replace('service: VM', 'service:'), 'terms/wrong-type', ''],
  ])('%s', (_, text, code, at) => {
    const problem = problemOf(text);
    expect(problem.value).toBeNull();
    expect(problem.issue?.code).toBe(code);
    expect(problem.at.startsWith(at)).toBe(true);
    expect(problem.issue?.fix).toBeTruthy();
  });

  test('a word that is not of the list comes with the list', () => {
    const { issue, at } = problemOf(GOOD.replace('basis: period', 'basis: perod'));
    expect(issue?.code).toBe('terms/unknown-word');
    expect(issue?.message).toContain('"perod"');
    expect(issue?.fix).toBe('Did you mean "period"? The words are: period, incident, event.');
    expect(at).toMatch(/^perod/);
  });

  test.each([
    ['kind: unavailable_minutes', 'kind: uptime_minutes'],
    ['rule: tiers', 'rule: tier'],
  ])('%s is known, %s is not', (known, unknown) => {
    const { issue, at } = problemOf(GOOD.replace(known, unknown));
    expect(issue?.code).toBe('terms/unknown-word');
    expect(issue?.fix).toContain(known.split(' ')[1]);
    expect(at).toMatch(new RegExp(unknown.split(' ')[1] as string));
  });

  test('a field of another kind of rule is unknown here', () => {
    expect(problemOf(GOOD.replace('target: 99.9', 'multiplier: 5')).issue?.code).toBe('terms/unknown-field');
  });

  test('an offset has one unit: two months are not sixty days', () => {
    const { issue } = problemOf(
      `${GOOD}    claim: {steps: [{id: claim, anchor: incident, offset: {calendar_months: 2, days: 60}}]}\n`,
    );
    expect(issue?.message).toContain('exactly one unit');
  });

  test('a selector without a column would take the whole bill', () => {
    expect(problemOf(minimalTerms({ commitment: `covers: {charges: [{}]}\n${COMMITMENT}` })).issue?.message).toContain(
      'needs a column',
    );
  });
});

describe('tiers', () => {
  const table = (rows: string, more = '') =>
    GOOD.replace(/ *- \{ge: 99.0.*\n.*\n/, rows.replace(/^/gm, '              ').concat('\n')).replace(
      'target: 99.9',
      `target: 99.9${more}`,
    );

  test('two rows that hold the same value', () => {
    const { value, issue, at } = problemOf(table('- {ge: 99.0, lt: 99.9, percent: 10}\n- {le: 99.0, percent: 25}'));
    expect(value).toBeNull();
    expect(issue?.code).toBe('terms/tier-overlap');
    expect(issue?.message).toContain('(…, 99] % and [99, 99.9) %');
    expect(at).toMatch(/^\{le: 99.0/);
  });

  test.each([
    ['between rows', '- {ge: 99.0, lt: 99.9, percent: 10}\n- {lt: 98.0, percent: 25}', 'from 98 to below 99 %'],
    ['at one value', '- {gt: 99.0, lt: 99.9, percent: 10}\n- {lt: 99.0, percent: 25}', 'of exactly 99 %'],
    ['below the target', '- {ge: 99.0, lt: 99.5, percent: 10}\n- {lt: 99.0, percent: 25}', 'from 99.5 to below 99.9 %'],
  ])('a gap %s is an error, unless the file says how it is read', (_, rows, gap) => {
    const silent = problemOf(table(rows));
    expect(silent.value).toBeNull();
    expect(silent.issue).toMatchObject({ code: 'terms/tier-gap', severity: 'error' });
    expect(silent.issue?.message).toContain(gap);

    const stated = problemOf(table(rows, '\n            gap_policy: undefined'));
    expect(stated.value).not.toBeNull();
    expect(stated.issues).toHaveLength(1);
    expect(stated.issue).toMatchObject({ code: 'terms/tier-gap', severity: 'warning' });
    expect(stated.issue?.message).toContain(gap);
  });

  test.each([
    ['no bounds', '- {percent: 10}'],
    ['two lower bounds', '- {ge: 99.0, gt: 98.0, lt: 99.9, percent: 10}'],
    ['bounds the wrong way round', '- {ge: 99.9, lt: 99.0, percent: 10}'],
    ['bounds that hold nothing', '- {ge: 99.0, lt: 99.0, percent: 10}'],
  ])('a row with %s', (_, rows) => {
    expect(problemOf(table(rows)).issue?.code).toBe('terms/tier-bounds');
  });

  test('nothing below the lowest row is a gap as well', () => {
    const { issue } = problemOf(table('- {ge: 99.0, lt: 99.9, percent: 10}\n- {ge: 95.0, lt: 99.0, percent: 25}'));
    expect(issue).toMatchObject({ code: 'terms/tier-gap', severity: 'error' });
    expect(issue?.message).toContain('values below 95 %');
  });

  test('a worse outage that pays less is worth a look', () => {
    const { value, issue } = problemOf(table('- {ge: 99.0, lt: 99.9, percent: 25}\n- {lt: 99.0, percent: 10}'));
    expect(value).not.toBeNull();
    expect(issue).toMatchObject({ code: 'terms/tier-order', severity: 'warning' });
    expect(issue?.message).toContain('(…, 99) % is for a worse outage than [99, 99.9) %');
  });

  test('rows may stand in any order', () => {
    expect(problemOf(table('- {lt: 99.0, percent: 25}\n- {ge: 99.0, lt: 99.9, percent: 10}')).issues).toEqual([]);
  });

  test('bare upper bounds are the deepest match, and printed ranges are not', () => {
    const bare = '- {lt: 99.9, percent: 10}\n- {lt: 99.0, percent: 25}';
    expect(problemOf(table(bare, '\n            tier_rule: deepest_match')).issues).toEqual([]);
    expect(problemOf(table(bare)).issue?.code).toBe('terms/tier-overlap');
    const deep = '\n            tier_rule: deepest_match';
    expect(problemOf(table('- {lt: 99.5, percent: 10}\n- {lt: 99.0, percent: 25}', deep)).issue?.code).toBe(
      'terms/tier-gap',
    );
    expect(problemOf(table('- {lt: 99.9, percent: 10}\n- {lt: 99.9, percent: 25}', deep)).issue?.code).toBe(
      'terms/tier-bounds',
    );
    expect(
      problemOf(table('- {ge: 99.0, lt: 99.9, percent: 10}', '\n            tier_rule: deepest_match')).issue?.code,
    ).toBe('terms/tier-bounds');
  });

  test('a table that was not seen is said, one that was forgotten is an error', () => {
    const forgotten = withCredit(
      `- {id: a, basis: period, rule: tiers, target: 99.9, ${BASE.replace('base: ', 'base: ')}}`,
    );
    expect(problemOf(forgotten).issue).toMatchObject({
      code: 'terms/missing-field',
      message: 'The field "tiers" is missing.',
    });
    const unseen = withCredit(`- {id: a, basis: period, rule: tiers, tiers: null, ${BASE}}`);
    expect(parse(unseen).value?.versions[0]?.commitments[0]?.credits[0]).toMatchObject({ rule: 'tiers', tiers: null });
  });

  test('a table of hours is checked in minutes', () => {
    const { issue } = problemOf(
      withCredit(
        `- id: a\n  basis: incident\n  rule: hours_table\n  gap_policy: undefined\n  table: [{lt: 9, hours: 12}, {ge: 10, hours: 24}]\n  ${BASE}`,
      ),
    );
    expect(issue).toMatchObject({ code: 'terms/tier-gap', severity: 'warning' });
    expect(issue?.message).toContain('from 9 to below 10 min');
  });

  test('caps say one thing', () => {
    expect(problemOf(GOOD.replace(BASE, `${BASE}\n            caps: [{per: period}]`)).issue?.message).toContain(
      'A cap needs',
    );
    expect(
      problemOf(GOOD.replace(BASE, `${BASE}\n            caps: [{per: period, value: 50}]`)).issue?.message,
    ).toContain('A cap needs');
    expect(
      problemOf(GOOD.replace(BASE, `${BASE}\n            caps: [{per: period, value: 50, percent_of: fee}]`)).issues,
    ).toEqual([]);
  });
});

describe('evidence', () => {
  test('a figure whose text nobody vouches for is refused, field by field', () => {
    const { value, issues, at } = problemOf(
      minimalTerms({ edition: 'evidence: [{field: commitments.vm.metric, grade: vendor_page}]' }),
    );
    expect(value).toBeNull();
    expect(issues.map((issue) => issue.code)).toEqual(['terms/no-evidence', 'terms/no-evidence']);
    expect(issues.map((issue) => issue.message)).toEqual([
      expect.stringContaining('"commitments.vm.credits.tiered.tiers"'),
      expect.stringContaining('"commitments.vm.credits.tiered.base"'),
    ]);
    expect(at).toMatch(/^- \{ge: 99.0/);
  });

  test('an entry of its own for every figure does without a default', () => {
    const { value, issues } = problemOf(
      minimalTerms({ edition: 'evidence: [{field: commitments, grade: vendor_page}]' }),
    );
    expect(issues).toEqual([]);
    expect(value?.versions[0]?.evidence_default.grade).toBe('not_found');
  });

  test('minimum, caps and deadlines need it as well', () => {
    const text = minimalTerms({
      edition:
        'evidence: [{field: commitments.vm.metric, grade: vendor_page}, {field: commitments.vm.credits.tiered.tiers, grade: vendor_page}, {field: commitments.vm.credits.tiered.base, grade: vendor_page}]\nclaim: {steps: [{id: claim, anchor: incident, offset: {days: 30}}]}',
    }).replace(
      BASE,
      `${BASE}\n            caps: [{amount: 5, per: period}]\n            minimum: {amount: 1, currency: USD, per: period, below: no_credit}`,
    );
    expect(problemOf(text).issues.map((issue) => /"(.*)"/.exec(issue.message)?.[1])).toEqual([
      'commitments.vm.credits.tiered.minimum',
      'commitments.vm.credits.tiered.caps',
      'claim.steps',
    ]);
  });

  test('evidence and ambiguities that speak of no field are typing errors', () => {
    const evidence = problemOf(
      minimalTerms({
        edition:
          'evidence_default: {grade: vendor_page}\nevidence: [{field: commitments.vm.credits.tiered.teirs, grade: not_found}]',
      }),
    );
    expect(evidence.issue).toMatchObject({
      code: 'terms/unknown-reference',
      fix: 'Did you mean "commitments.vm.credits.tiered.tiers"?',
    });
    const ambiguity = problemOf(
      minimalTerms({
        edition:
          'ambiguity: [{subject: month_zone, field: periods.tz, state: silent, readings: [{name: UTC, grade: synthesis}]}]',
      }),
    );
    expect(ambiguity.issue).toMatchObject({ code: 'terms/unknown-reference', fix: 'Did you mean "period.tz"?' });
  });
});

describe('names and dates', () => {
  test.each([
    ['commitments', minimalTerms({ more: `- id: vm\n  ${COMMITMENT.replaceAll('\n', '\n  ')}` })],
    [
      'credits',
      GOOD.replace(
        '      - id: tiered',
        `      - {id: tiered, basis: period, rule: pro_rata, ${BASE}}\n          - id: tiered`,
      ),
    ],
    [
      'steps',
      `${GOOD}    claim: {steps: [{id: a, anchor: incident, offset: {days: 1}}, {id: a, anchor: incident, offset: {days: 2}}]}\n`,
    ],
    ['exclusions', `${GOOD}    exclusions: [{tag: a}, {tag: a}]\n`],
  ])('two %s of one name', (_, text) => {
    expect(problemOf(text).issue?.code).toBe('terms/duplicate-id');
  });

  const editions = (...spans: string[]) =>
    GOOD.slice(0, GOOD.indexOf('  - edition')) +
    spans
      .map(
        (span, position) =>
          `  - {edition: e${position}, status: unknown, version_selection: {rule: incident_start, stated: true}, period: {kind: calendar_month}, ${span}}\n`,
      )
      .join('');

  test.each([
    [
      'overlap',
      ['effective_from: 2020-01-01, effective_to: 2021-01-02', 'effective_from: 2021-01-01'],
      'terms/edition-overlap',
    ],
    [
      'stand newest first',
      ['effective_from: 2021-01-01', 'effective_from: 2020-01-01, effective_to: 2021-01-01'],
      'terms/edition-overlap',
    ],
    [
      'have no end although another follows',
      ['effective_from: 2020-01-01', 'effective_from: 2021-01-01'],
      'terms/edition-overlap',
    ],
    ['end before they begin', ['effective_from: 2021-01-01, effective_to: 2020-01-01'], 'terms/edition-order'],
  ])('editions that %s', (_, spans, code) => {
    expect(problemOf(editions(...spans)).issue?.code).toBe(code);
  });

  test('editions that touch or leave a hole are good', () => {
    expect(
      problemOf(
        editions(
          'effective_to: 2020-01-01',
          'effective_from: 2020-01-01, effective_to: 2021-01-01',
          'effective_from: 2022-01-01',
        ),
      ).issues,
    ).toEqual([]);
  });

  test('an edition in force promises something', () => {
    expect(problemOf(editions('effective_from: 2020-01-01').replace('unknown', 'in_force')).issue?.code).toBe(
      'terms/no-commitment',
    );
  });
});

describe('syntax', () => {
  test.each([
    ['a key that stands twice', `${GOOD}id: test/vm\n`, 'terms/yaml-duplicate-key'],
    ['an alias bomb', `${GOOD}x: &x [1]\ny: [*x, *x]\n`, 'terms/yaml-anchor'],
    ['a tag', GOOD.replace('target: 99.9', 'target: !!float 99.9'), 'terms/yaml-tag'],
    ['depth', `${GOOD}x: ${'['.repeat(64)}\n`, 'terms/yaml-too-deep'],
    ['an empty file', '', 'terms/yaml-empty'],
    ['a list', '- 1\n', 'terms/wrong-type'],
    ['one text', 'hello\n', 'terms/wrong-type'],
  ])('%s', (_, text, code) => {
    const { value, issue } = problemOf(text);
    expect(value).toBeNull();
    expect(issue?.code).toBe(code);
    expect(issue?.origin).toMatchObject({ file: 'terms.yaml', line: expect.any(Number), column: expect.any(Number) });
  });

  test('a hostile name is just an unknown field', () => {
    expect(problemOf(`${GOOD}__proto__: {id: evil/id}\n`).issue?.code).toBe('terms/unknown-field');
  });
});

test('whatever happens to a line, the answer is terms or an error, never an exception', () => {
  const lines = GOOD.split('\n');
  const junk = fc.oneof(
    fc.constantFrom(
      '',
      '  x: 1',
      '- ',
      'id: vm',
      '    tiers: null',
      '  credits: []',
      '__proto__: {}',
      '- {lt: 50, percent: 1}',
    ),
    fc.string({ maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.nat(lines.length - 1), fc.boolean(), junk, (at, replaces, line) => {
      const text = [...lines.slice(0, at), line, ...lines.slice(replaces ? at + 1 : at)].join('\n');
      const { value, issues } = parse(text);
      expect(value === null).toBe(issues.some((issue) => issue.severity === 'error'));
    }),
    { numRuns: 500 },
  );
});

describe('counts that would stop the arithmetic or lose a part', () => {
  const metric = (text: string) =>
    minimalTerms({
      commitment: `scope: {level: resource, unit: VM}\nmetric: {${text}}\ncredits:\n  - {id: none, basis: period, rule: none, ${BASE}}`,
    });
  const codes = (text: string) => [...new Set(parse(text).issues.map(({ code }) => code))];

  test.each(['0', '0.5', '-60'])('an interval of %s seconds', (length) => {
    expect(codes(metric(`kind: failed_intervals, interval_s: ${length}`))).toEqual(['terms/wrong-value']);
  });

  test.each(['months: 0', 'months: 0.5', 'months: 3, of: 2', 'months: 2, of: 2.5'])('termination after %s', (when) => {
    const edition = `remedy: {termination: [{below: 95, ${when}, scope: order}]}`;
    expect(codes(minimalTerms({ edition }))).toEqual(['terms/wrong-value']);
  });
});
