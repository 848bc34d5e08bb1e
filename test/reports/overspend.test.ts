import { describe, expect, it } from 'vitest';
import { renderer as terminal } from '../../src/reports/formats/terminal.ts';
import { buildReport } from '../../src/reports/model.ts';
import { assessment, provenance } from './assessments.ts';
import { openSpending, spending } from './spending.ts';

const INCIDENT = 'aws-cooling-2025-10-20';

function page(parts: Parameters<typeof assessment>[1]): string {
  return terminal.render(buildReport(assessment({}, parts), provenance), {}).replaceAll(/\s+/g, ' ');
}

describe('the section on spending', () => {
  it('gives both sides and what remains, five lines, and what stands aside', () => {
    const text = page({ overspend: [spending(INCIDENT)] });
    expect(text).toContain('Spending around the incident');
    expect(text).toContain('138.75 USD more than usual and 12.35 USD less: 126.41 USD together [S1], as billed, cash.');
    expect(text).toMatch(/S1\.1 Logs us-east-1 53\.13 30\.00 23\.13 retries, restarts/);
    expect(text).toMatch(/S1\.5 Logs us-west-2 53\.13 30\.00 23\.13 failover/);
    expect(text).not.toContain('S1.6');
    expect(text).toContain('2 smaller lines are in the JSON record.');
    expect(text).toContain('41 services, by region, stayed within the usual range.');
    expect(text).toContain(
      'Disks in us-east-1, Buckets in us-east-1, Tables in us-east-1, Keys in us-east-1 and 1 more',
    );
    expect(text).toContain('140.00 USD of it is for resources of llama-70b, whose loss is computed above');
    expect(text.match(/median of the same hours/g)).toHaveLength(1);
  });

  it('gives the reason where nothing could be compared, after what could, and few of them', () => {
    const many = Array.from({ length: 6 }, () => openSpending(INCIDENT));
    const text = page({ overspend: [...many, spending(INCIDENT)] });
    expect(text).toContain('undetermined, because this bill has no hours [S1].');
    expect(text.indexOf('S7 In I1')).toBeLessThan(text.indexOf('S1 In I1'));
    expect(text).toContain('The JSON record holds the spending around 2 further incidents.');
  });

  it('says that nothing was unusual, and nothing at all without a bill', () => {
    const calm = spending(INCIDENT, { lines: [], notCompared: [], idle: null });
    expect(page({ overspend: [calm] })).toContain('aws billed no service more or less than usual [S1].');
    expect(page({ overspend: [] })).not.toContain('Spending around');
  });

  it('is in no total: the summary is the same with it and without', () => {
    const of = (overspend: ReturnType<typeof spending>[]) =>
      buildReport(assessment({}, { overspend }), provenance).summary;
    expect(of([spending(INCIDENT)])).toEqual(of([]));
  });
});
