import { describe, expect, it } from 'vitest';
import { fromText, sum } from '../../src/engine/values/exact.ts';
import type { Block, Phrase, Piece } from '../../src/reports/document/blocks.ts';
import { writeDocument } from '../../src/reports/document.ts';
import { escapeTerminal } from '../../src/reports/escape/terminal.ts';
import { findFigure } from '../../src/reports/find-figure.ts';
import { renderer as terminal } from '../../src/reports/formats/terminal.ts';
import { buildReport } from '../../src/reports/model.ts';
import type { Report } from '../../src/reports/report-schema.ts';
import { showDuration, showMinutes, showNumber, showValue } from '../../src/reports/show.ts';
import { assessment, cases, credit, incident, provenance } from './assessments.ts';

const named = Object.entries(cases).map(([name, make]) => ({ name, report: buildReport(make(), provenance) }));
const reportOf = (name: string): Report => named.find((one) => one.name === name)?.report as Report;

describe('the headline', () => {
  const headlines: readonly (readonly [string, string])[] = [
    [
      'usual',
      '4,915.20 USD is claimable (0.00 to 14,745.60, depending on how the contract is read); the outage cost 476,636.16 USD; the credit covers 1.03 % of it; next deadline 2025-11-30, claim C1.',
    ],
    [
      'insufficient evidence',
      'Nothing is claimable yet: with the evidence that is missing it would be 4,915.20 USD (0.00 to 14,745.60, depending on how the contract is read); the outage cost 476,636.16 USD; next deadline 2025-11-30, claim C1.',
    ],
    [
      'undetermined',
      'What is claimable is undetermined (the tier table of the contract was not seen); what the outage cost is undetermined (no charge of the bill belongs to the run); next deadline 2025-11-30, claim C1.',
    ],
    [
      'no loss',
      '4,915.20 USD is claimable (0.00 to 14,745.60, depending on how the contract is read); no training run or other loss is in the case, so no cost was computed; next deadline 2025-11-30, claim C1.',
    ],
    [
      'no credit',
      'No contract of the case was found to cover the outage, so no credit was computed; the outage cost 476,636.16 USD.',
    ],
    ['not met', 'Nothing is claimable; the outage cost 476,636.16 USD.'],
    ['forfeited', 'Nothing is claimable; the outage cost 476,636.16 USD.'],
    [
      'no outage',
      'The case holds no outage, so there is nothing to claim; no training run or other loss is in the case, so no cost was computed.',
    ],
    [
      'credit above loss',
      '4,915.20 USD is claimable (0.00 to 14,745.60, depending on how the contract is read); the outage cost 2.65 USD; the credit is more than the cost (185,246.23 % of it); next deadline 2025-11-30, claim C1.',
    ],
    [
      '64 units',
      '6,496.06 USD is claimable (0.00 to 15,456.19, depending on how the contract is read); the outage cost 476,636.16 USD; the credit covers 1.36 % of it; next deadline 2025-11-30, claim G1.',
    ],
  ];

  it.each(headlines)('%s', (name, sentence) => {
    const lead = writeDocument(reportOf(name)).blocks.find((block) => block.kind === 'lead');
    expect(lead?.kind === 'lead' && textOf(lead.text)).toBe(sentence);
  });
});

describe('the order of reading', () => {
  it('is: incidents, credits, cost, both side by side, what to do, what was assumed, provenance', () => {
    const titles = writeDocument(reportOf('usual')).blocks.flatMap((block) =>
      block.kind === 'heading' && block.level === 2
        ? [textOf(block.text)]
        : block.kind === 'details'
          ? [block.title]
          : [],
    );
    expect(titles).toEqual([
      'Incidents',
      'Service credits',
      'What the outage cost',
      'Credit beside loss',
      'What to do next',
      'What was assumed, and what is open',
      'Provenance',
    ]);
  });

  it('folds 64 units into one row', () => {
    const tables = writeDocument(reportOf('64 units')).blocks.filter((block) => block.kind === 'table');
    expect(Math.max(...tables.map((table) => table.rows.length))).toBeLessThan(10);
    expect(terminal.render(reportOf('64 units'), {})).toContain('64');
  });

  it('puts under each credit the rest that this credit leaves', () => {
    const comparison = tableWith(reportOf('usual'), 'Low credit');
    const row = (name: string) => comparison.rows.find((cells) => cells[0] === name)?.slice(1, 4);
    expect(row('Claimable credit')).toEqual(['0.00', '4,915.20', '14,745.60']);
    expect(row('Uncovered economic loss')).toEqual(['476,636.16', '471,720.96', '461,890.56']);
  });

  it('prints the rounding line where lines and total differ, and only there', () => {
    const line = ['', 'Rounding', '', '', '', '-0.01', '', ''];
    expect(tableWith(reportOf('rounding'), 'GPU-hours').rows).toContainEqual(line);
    expect(tableWith(reportOf('usual'), 'GPU-hours').rows.map((row) => row[1])).not.toContain('Rounding');
  });

  it('tells a credit that comes by itself from one that must be claimed', () => {
    const steps = (automatic: boolean) => {
      const rule = {
        rule: 'waiver',
        automatic,
        credit: credit().credit,
        says: 'hours are not charged',
        clause: credit().clauses[0] as never,
      };
      return terminal.render(buildReport(assessment({ credits: [credit({}, { rules: [rule] })] }), provenance), {
        width: 100,
      });
    };
    expect(steps(true)).toMatch(/By 2025-11-30: check that the invoice holds 4,915\.20 USD/);
    expect(steps(false)).toMatch(/By 2025-11-30: file claim C1/);
  });

  it('counts the incidents it does not print', () => {
    const many = Array.from({ length: 300 }, (_, nth) => incident({ id: `other-${nth}` }));
    const page = terminal.render(buildReport(assessment({ incidents: [incident(), ...many] }), provenance), {});
    expect(page).toContain('300 further incidents are in the JSON record');
    expect(page.split('\n').length).toBeLessThan(150);
  });

  it('says which document negotiated a field, and which field a third party read', () => {
    const page = terminal.render(reportOf('two levels, two runs'), { width: 100 });
    expect(page).toContain('contracts/order-form-2025.yaml');
    expect(page).toMatch(/Negotiated +commitments\.instance/);
  });

  it('says which part of a loss is the customer’s own, under its total, and only where there is one', () => {
    const own = /of which the customer's own risk: [\d,.]+ USD \[(L\d)\.byAttribution\.customer\]/g;
    const runs = (name: string) =>
      [...terminal.render(reportOf(name), {}).replaceAll(/\s+/g, ' ').matchAll(own)].map((found) => found[1]);
    expect(runs('two levels, two runs')).toEqual(['L2']);
    expect(runs('usual')).toEqual([]);
  });

  it('adds up to the total what stands above it, and puts the rest apart', () => {
    const report = reportOf('a loss of no incident, and a pool');
    const { rows } = tableWith(report, 'Loss');
    expect(rows.map((row) => row.slice(0, 2))).toEqual([
      ['L1', 'Run llama-70b'],
      ['L2', 'Pool reservation, GPUs of no run'],
      ['loss', 'Total'],
    ]);
    const amounts = rows.map((row) => fromText((row[2] ?? '').replaceAll(',', '')) as never);
    const total = amounts.pop();
    expect(sum(amounts).equals(total as never)).toBe(true);
    expect(terminal.render(report, { width: 100 })).toContain('L3 Run elsewhere, not tied to an incident');
  });

  it('never says owed or damages', () => {
    for (const { report } of named) expect(terminal.render(report, {})).not.toMatch(/\bowed\b|damages|you will get/i);
  });
});

describe('every numeral', () => {
  it.each(named)('$name: is a figure, a date, a count, or text of the record', ({ report }) => {
    const strings = new Set([...textsOf(report)].map(normal));
    for (const piece of piecesOf(writeDocument(report).blocks)) {
      const text = escapeTerminal(piece.text);
      if (piece.kind === 'figure') expect(shapesOf(report, piece.ref), piece.ref).toContain(text);
      else if (piece.kind === 'time') expect(text).toMatch(/^\d{4}-\d{2}-\d{2}/);
      else if (piece.kind === 'count') expect(text).toMatch(/^\d{1,3}(,\d{3})*$/);
      else if (piece.kind === 'ref') expect(findFigure(report, text) ?? refsOf(report).has(text), text).toBeTruthy();
      else if (piece.kind === 'data')
        expect(
          [...strings].some((one) => one.includes(normal(text))),
          text,
        ).toBe(true);
      else expect(text).not.toMatch(/\d/);
    }
  });

  it.each(named)('$name: is printed as it stands in the document, none added and none lost', ({ report }) => {
    const { blocks } = writeDocument(report);
    const titles = [...titlesOf(blocks)].join('');
    const inDocument = [...piecesOf(blocks)].map((piece) => escapeTerminal(piece.text)).join('') + titles;
    expect(digits(terminal.render(report, { width: 100 }))).toBe(digits(inDocument));
  });
});

function textOf(phrase: Phrase): string {
  return phrase.map((piece) => escapeTerminal(piece.text)).join('');
}

function tableWith(report: Report, column: string): { rows: string[][] } {
  const found = writeDocument(report).blocks.find(
    (block) => block.kind === 'table' && block.columns.some(({ title }) => title === column),
  );
  return { rows: found?.kind === 'table' ? found.rows.map((row) => row.cells.map(textOf)) : [] };
}

function* piecesOf(blocks: readonly Block[]): Generator<Piece> {
  for (const block of blocks) {
    if (block.kind === 'title') yield* [...block.text, ...block.under];
    else if (block.kind === 'list') yield* block.items.flat();
    else if (block.kind === 'facts') yield* block.facts.flatMap((fact) => fact.says);
    else if (block.kind === 'table') yield* block.rows.flatMap((row) => row.cells.flat());
    else if (block.kind === 'details') yield* piecesOf(block.blocks);
    else yield* block.text;
  }
}

// A column that is empty in every row is not drawn, and no title of such a column holds a numeral.
function* titlesOf(blocks: readonly Block[]): Generator<string> {
  for (const block of blocks) {
    if (block.kind === 'table') yield* block.columns.map((column) => column.title);
    if (block.kind === 'facts') yield* block.facts.map((fact) => fact.name);
    if (block.kind === 'details') yield* [block.title, ...titlesOf(block.blocks)];
  }
}

function shapesOf(report: Report, ref: string): string[] {
  const found = findFigure(report, ref)?.figure;
  const value = fromText(found?.value ?? '');
  if (!found || !value) return [];
  return [showNumber(value, found.unit), showValue(value, found.unit), showMinutes(value), showDuration(value)];
}

function refsOf({ incidents, creditGroups }: Report): Set<string> {
  return new Set([...incidents, ...creditGroups].map((one) => one.ref));
}

function* textsOf(node: unknown): Generator<string> {
  if (typeof node === 'string') yield node;
  else if (node !== null && typeof node === 'object') {
    const origin = node as { file?: unknown; line?: unknown; column?: unknown };
    if (typeof origin.file === 'string')
      yield [origin.file, origin.line, origin.column].filter((part) => part !== null).join(':');
    for (const [key, value] of Object.entries(node)) {
      yield key;
      yield* textsOf(value);
    }
  }
}

/** Without what the document changes of a text: a capital, a full stop, underscores. */
function normal(text: string): string {
  return text.toLowerCase().replaceAll('_', ' ').replace(/\.$/, '');
}

function digits(text: string): string {
  return [...text.replace(/\D/g, '')].sort().join('');
}
