import { describe, expect, it } from 'vitest';
import { printExplanation } from '../../src/reports/explain/print.ts';
import { type ExplainedFigure, explainFigure } from '../../src/reports/explain.ts';
import { buildReport } from '../../src/reports/model.ts';
import type { Report } from '../../src/reports/report-schema.ts';
import { cases, filledWith, provenance } from './assessments.ts';
import { terminalCorpus } from './hostile.ts';

const reportOf = (name: string): Report => buildReport(cases[name]?.() as never, provenance);
const explained = (report: Report, name: string): ExplainedFigure => {
  const explanation = explainFigure(report, name);
  if (!explanation.found) throw new Error(`no figure ${name}`);
  return explanation.figure;
};

describe('explain', () => {
  it('walks from the headline to a line of the bill and a clause', () => {
    const page = printExplanation(explained(reportOf('usual'), 'credit'), { width: 100 });
    expect(page).toMatch(/^4,915\.20 USD {2}Claimable credit \[credit\]\n/);
    expect(page).toContain('from billing/october.csv:120');
    expect(page).toContain('clause aws/ec2@2022-05-25 commitments.instance.credits.tiered.tiers (vendor page)');
    expect(page).toContain('= base × 10 %');
  });

  it('prints a shared input once and refers to it after that', () => {
    const page = printExplanation(explained(reportOf('usual'), 'L1'), { width: 100 });
    expect(page.match(/effective cost ÷ GPU-hours of the hours concerned/g)).toHaveLength(1);
    expect(page.match(/Price of a GPU-hour/g)).toHaveLength(4);
    expect(page.match(/see above/g)?.length).toBeGreaterThanOrEqual(3);
  });

  it('gives every digit where the shown value is rounded', () => {
    expect(printExplanation(explained(reportOf('usual'), 'L1.1.gpuHours'), {})).toContain('exactly 256/3');
    expect(printExplanation(explained(reportOf('usual'), 'L1.1.seconds'), {})).not.toContain('exactly');
  });

  it('says why a figure is undetermined', () => {
    const page = printExplanation(explained(reportOf('undetermined'), 'L1'), {});
    expect(page).toContain('undetermined  Cost to llama-70b');
    expect(page).toContain('because no charge of the bill belongs to the run');
  });

  it('resolves inputs in the JSON form', () => {
    const figure = explained(reportOf('usual'), 'L1.1');
    expect(figure.inputs?.map((input) => input.label)).toEqual([
      'GPU-hours: hang until detected',
      'Price of a GPU-hour',
    ]);
    expect(figure.names).toEqual(['L1.1', 'L1.1.cost']);
  });

  it('reaches an origin, a clause or a formula at every leaf', () => {
    for (const name of Object.keys(cases)) {
      const report = reportOf(name);
      for (const alias of Object.keys(report.aliases))
        for (const leaf of leaves(explained(report, alias))) expect(leaf.formula).not.toBe('');
    }
  });

  it('names the nearest figures where there is none of that name', () => {
    const report = reportOf('usual');
    const nearest = (name: string) => {
      const explanation = explainFigure(report, name);
      return explanation.found ? [] : explanation.nearest;
    };
    expect(nearest('covrage')[0]).toBe('coverage');
    expect(nearest('L1.totl')).toContain('L1.total');
    expect(nearest('summary.credit.bse')).toContain('summary.credit.base');
    expect(nearest('__proto__')).not.toContain('__proto__');
    expect(nearest('x'.repeat(10_000)).length).toBeLessThanOrEqual(5);
  });

  it('ends where a damaged record goes in a circle', () => {
    const report = reportOf('usual');
    const id = report.aliases.C1 as string;
    const figure = report.figures[id];
    if (!figure) throw new Error('C1 has no figure');
    const damaged = { ...report, figures: { ...report.figures, [id]: { ...figure, inputs: [id, 'nowhere'] } } };
    expect(printExplanation(explained(damaged, 'C1'), {})).toContain('see above');
  });

  it.each(terminalCorpus.map((text) => [text]))('prints nothing but text of %j', (text) => {
    const report = buildReport(filledWith(text), provenance);
    const page = printExplanation(explained(report, 'L1.fact1'), {}).replaceAll('\n', '');
    expect(page).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
  });
});

function* leaves(figure: ExplainedFigure): Generator<ExplainedFigure> {
  if (figure.inputs === null) return;
  if (figure.inputs.length === 0) yield figure;
  for (const input of figure.inputs) yield* leaves(input);
}
