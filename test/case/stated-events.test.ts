import { describe, expect, it } from 'vitest';
import { printExplanation } from '../../src/reports/explain/print.ts';
import { explainFigure } from '../../src/reports/explain.ts';
import { errorsOf, reportOf, runFiles } from './loss-case.ts';

const BASE = 'base: {level: resource, says: the price of an hour, basis: contract_price}';

/** A made-up GPU cloud that pays forty hours for lost data, and for the run time that a crash cost. */
const terms = (more = '') => `schema: sla-terms/1
id: made-up/gpus
vendor: made-up
operator: made-up
service: GPU machines
document: {title: Made-up SLA}
last_checked: 2026-11-20
versions:
  - edition: 2026-01-01
    status: in_force
    version_selection: {rule: incident_start, stated: true}
    evidence_default: {grade: vendor_page, url: "https://example.test/sla"}
    period: {kind: calendar_month, tz: UTC}
    stacking: {stated: true, same_incident_levels: sum}
    commitments:
      - id: machine
        covers: {services: [made-up/gpus], charges: [{x_Vendor: made-up}]}
        scope: {level: resource, unit: machine}
        metric: {kind: unavailable_minutes, partial_minutes: count}
        credits:
          - {id: data-loss, basis: event, pays_for: data_loss, rule: multiplier, multiplier: 40, ${BASE}}
          - {id: crash, basis: incident, pays_for: lost_runtime, rule: multiplier, multiplier: 1, duration: since_last_start, ${BASE}}
          - {id: downtime, basis: incident, rule: multiplier, multiplier: 10, ${BASE}}
${more}`;

const SECOND = `      - id: disk
        covers: {services: [made-up/disks], charges: [{x_Vendor: made-up}]}
        scope: {level: resource, unit: disk}
        metric: {kind: none}
        credits: [{id: data-loss, basis: event, pays_for: data_loss, rule: multiplier, multiplier: 2, ${BASE}}]
`;

const files = (events: string, more = '') => ({
  'terms.yaml': terms(more),
  'makewhole.yaml': `makewhole: 1
as_of: 2026-07-01T00:00:00Z
contracts:
  - terms: terms.yaml
    hourly_price: 2
    events:
${events}
`,
});

describe('events of a case file', () => {
  it('are claimed by their rules, and explained down to their line', async () => {
    const report = await reportOf(
      files(`      - {rule: data-loss, unit: gpu-1, at: 2026-06-10T10:00:00Z, document: ticket 4712}
      - {rule: crash, unit: gpu-1, begin: 2026-06-10T04:00:00Z, at: 2026-06-10T10:00:00Z, document: run log}`),
    );
    expect(report.summary.credit.base).toBe('92.00');
    expect(report.credits.map(({ status, scope, incidents }) => [status, scope.id, incidents])).toEqual([
      ['claimable', 'gpu-1', ['I1', 'I2']],
    ]);
    const explained = explainFigure(report, report.credits[0]?.id ? `credits.${report.credits[0].id}.total` : '');
    const text = explained.found ? printExplanation(explained.figure, { width: 200 }) : '';
    expect(text).toContain('ticket 4712');
    expect(text).toMatch(/makewhole\.yaml:7/);
  });

  it('pay nothing that nobody stated, and say how to state it', async () => {
    const report = await reportOf(
      files('      - {rule: data-loss, unit: gpu-1, at: 2026-06-10T10:00:00Z, document: d}'),
    );
    expect(report.summary.credit.base).toBe('80.00');
    expect(JSON.stringify(report)).toContain('crash pays for lost runtime, which no log shows');
  });

  it.each([
    [
      'a rule that is not there',
      '{rule: dataloss, unit: a, at: 2026-06-10T10:00:00Z, document: d}',
      'case/unknown-rule 7:16',
    ],
    [
      'a rule for downtime',
      '{rule: downtime, unit: a, at: 2026-06-10T10:00:00Z, document: d}',
      'case/unknown-rule 7:16',
    ],
    ['no unit', '{rule: data-loss, at: 2026-06-10T10:00:00Z, document: d}', 'case/event-without-unit 7:16'],
    [
      'a begin after the event',
      '{rule: crash, unit: a, begin: 2026-06-10T11:00:00Z, at: 2026-06-10T10:00:00Z, document: d}',
      'case/end-before-start 7:39',
    ],
    ['no document', '{rule: data-loss, unit: a, at: 2026-06-10T10:00:00Z}', 'case/missing-field 7:9'],
    ['a day without a time', '{rule: data-loss, unit: a, at: 2026-06-10, document: d}', 'case/bad-value 7:40'],
    [
      'half an event',
      '{rule: data-loss, unit: a, at: 2026-06-10T10:00:00Z, count: 0.5, document: d}',
      'case/bad-value 7:69',
    ],
    [
      'a field that is not there',
      '{rule: data-loss, units: a, at: 2026-06-10T10:00:00Z, document: d}',
      'case/unknown-key 7:27',
    ],
  ])('%s is refused at its place', async (_, event, place) => {
    const { report, issues } = await runFiles(files(`      - ${event}`));
    expect(errorsOf(issues)).toContain(place);
    expect(report).toBeNull();
  });

  it('of a rule that two commitments have must say which', async () => {
    const plain = await runFiles(
      files('      - {rule: data-loss, unit: a, at: 2026-06-10T10:00:00Z, document: d}', SECOND),
    );
    expect(plain.issues.find(({ severity }) => severity === 'error')?.fix).toBe(
      'Name one of machine.data-loss, disk.data-loss.',
    );
    const named = await reportOf(
      files('      - {rule: disk.data-loss, unit: a, at: 2026-06-10T10:00:00Z, document: d}', SECOND),
    );
    expect(named.summary.credit.base).toBe('4.00');
  });
});
