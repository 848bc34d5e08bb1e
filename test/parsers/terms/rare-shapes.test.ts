import { describe, expect, test } from 'vitest';
import { toText } from '../../../src/engine/values/exact.ts';
import { parseTerms } from '../../../src/parsers/terms/parse.ts';
import { minimalTerms } from './minimal-terms.ts';

/** The rare shapes of research/sla/schema.md, section 2: the form must be able to say each of them. Figures as there. */

const base = (level: string, says: string, basis = 'contract_price', more = '') =>
  `base: {level: ${level}, says: ${says}, basis: ${basis}${more}}`;

const parse = (commitment: string, edition = '') => {
  const result = parseTerms({ label: 'rare.yaml', text: minimalTerms({ commitment, edition }) });
  const commitmentOf = result.value?.versions[0]?.commitments[0];
  return { ...result, edition: result.value?.versions[0], commitment: commitmentOf, rule: commitmentOf?.credits[0] };
};

const TIERS = `credits:\n  - {id: tiered, basis: period, rule: tiers, tiers: null, ${base('region', 'the monthly bill', 'monthly_bill')}}`;
const VM = 'scope: {level: resource, unit: VM}';
const PLAIN = 'metric: {kind: unavailable_minutes}';

describe('rare shapes are said and read', () => {
  test('google-spanner-2019: a traffic floor, an error threshold, then a run', () => {
    const { issues, commitment } = parse(`scope: {level: region, unit: instance}
metric: {kind: downtime_periods, error_rate_gt: 0.05, min_requests: {per: minute, count: 60}, min_run_s: 300, partial_minutes: drop}
${TIERS}`);
    expect(issues).toEqual([]);
    expect(commitment?.metric.min_requests?.per).toBe('minute');
    expect(commitment?.metric.error_rate_gt && toText(commitment.metric.error_rate_gt)).toBe('0.05');
  });

  test('google-interconnect: two rows, seconds, and a topology without an SLA', () => {
    const { issues, rule } = parse(`scope: {level: region, unit: attachment}
metric: {kind: downtime_periods, min_run_s: 120, denominator: period_minutes}
credits:
  - id: tiered
    basis: period
    rule: tiers
    tiers: null
    levels:
      - {when: {topology: production}, target: 99.99, tiers: [{ge: 99.0, lt: 99.99, percent: 10}, {lt: 99.0, percent: 25}]}
      - {when: {topology: single_connection}, coverage: excluded}
    ${base('region', 'the monthly bill for the service', 'monthly_bill')}`);
    expect(issues).toEqual([]);
    expect(
      rule?.rule === 'tiers' && rule.levels.map((level) => [level.when.topology, level.coverage, level.tiers?.length]),
    ).toEqual([
      [['production'], 'covered', 2],
      [['single_connection'], 'excluded', undefined],
    ]);
  });

  test('aws-s3: the mean of interval error rates, by request type and storage class', () => {
    const { issues, commitment } =
      parse(`scope: {level: region, unit: storage class in a region, pool: account, dimension: request type and storage class}
metric: {kind: mean_interval_error, interval_s: 300, signals: [{id: api_error, codes: [InternalError, ServiceUnavailable]}], empty_interval: available}
${TIERS}`);
    expect(issues).toEqual([]);
    expect(commitment?.metric.kind === 'mean_interval_error' && commitment.metric.empty_interval).toBe('available');
  });

  test('aws-s3-rtc: no uptime at all, but the share that was replicated in time', () => {
    const { issues, commitment, rule } = parse(`scope: {level: region, unit: region pair, aggregation: pairwise}
metric: {kind: completion_share, signals: [{id: replication, latency_limits: {complete_s: 900}}], denominator: objects_initiated}
credits:
  - {id: tiered, basis: period, rule: tiers, tiers: null, ${base('region', 'the charges of replication', 'charges_paid', ', includes: [rtc_fee, replication_requests, inter_region_transfer, destination_storage_of_affected_objects]')}}`);
    expect(issues).toEqual([]);
    expect(commitment?.metric.denominator).toBe('objects_initiated');
    expect(rule?.base.includes).toHaveLength(4);
  });

  test('nebius-object-storage: an outside metric decides empty intervals', () => {
    expect(
      parse(`${VM}\nmetric: {kind: mean_interval_error, interval_s: 300, empty_interval: external_metric}\n${TIERS}`)
        .issues,
    ).toEqual([]);
  });

  test('azure-functions-consumption: the share of executions that gave a log', () => {
    expect(
      parse(
        `${VM}\nmetric: {kind: request_ratio, signals: [{id: no_log_output, latency_limits: {after_trigger_s: 300}}], denominator: requests}\n${TIERS}`,
      ).issues,
    ).toEqual([]);
  });

  test('vultr: hours by the length of one outage, with a gap', () => {
    const { issues, rule } = parse(`${VM}\n${PLAIN}
credits:
  - id: outage
    basis: incident
    rule: hours_table
    unit: hours
    gap_policy: undefined
    table: [{lt: 9, hours: 12}, {ge: 10, lt: 60, hours: 24}, {ge: 60, lt: 120, hours: 48}, {ge: 120, lt: 240, hours: 120}, {ge: 240, lt: 420, hours: 240}, {ge: 420, hours: 672}]
    ${base('resource', 'the service item')}`);
    expect(issues.map((issue) => [issue.code, issue.severity])).toEqual([['terms/tier-gap', 'warning']]);
    expect(rule?.rule === 'hours_table' && rule.table).toHaveLength(6);
  });

  test('ovh-kms: a step for each hour beyond the allowance, with a cap', () => {
    const { issues, rule } = parse(`scope: {level: resource, unit: service, aggregation: all_down}
metric: {kind: unavailable_minutes, min_run_s: 180, min_run_strict: true, clock_start: ticket}
credits:
  - id: excess
    basis: period
    rule: step
    allowance_percent: 0.5
    step: {size_s: 3600, percent: 5, partial: floor, grace_s: 0}
    ${base('resource', 'the monthly cost')}
    caps: [{percent_of: base, value: 30, per: period}]`);
    expect(issues).toEqual([]);
    expect(rule?.rule === 'step' && rule.step.partial).toBe('floor');
  });

  test('gpuyard: replacement time, first step after the grace', () => {
    const { issues, rule } = parse(`level_type: event\nscope: {level: resource, unit: server}
metric: {kind: unavailable_minutes, clock_start: provider_confirms}
credits:
  - id: replacement
    basis: incident
    pays_for: delay
    rule: step
    step: {first_percent: 10, grace_s: 43200, size_s: 43200, percent: 10, partial: floor}
    ${base('resource', 'the monthly fee')}
    caps: [{percent_of: base, value: 50, per: incident}]`);
    expect(issues).toEqual([]);
    expect(rule?.rule === 'step' && rule.step.first_percent && toText(rule.step.first_percent)).toBe('10');
  });

  test('upcloud: a multiplier, capped by another window', () => {
    const { issues, rule } = parse(`${VM}\n${PLAIN}
credits:
  - {id: a, basis: incident, rule: multiplier, multiplier: 50, duration: total, ${base('resource', 'the charges of the time', 'charges_paid')}, caps: [{percent_of: charges, value: 100, per: incident, window: preceding_30_days}]}`);
    expect(issues).toEqual([]);
    expect(rule?.caps[0]?.window).toBe('preceding_30_days');
  });

  test('tensordock: a multiplier by the class of the host, a minimum that can mean two things, and data loss', () => {
    const { issues, commitment } =
      parse(`${VM}\nmetric: {kind: unavailable_minutes, measurement: {source: monitor_quorum}}
credits:
  - {id: downtime, basis: incident, rule: multiplier, multiplier_by: {attribute: host_class, values: {top: 10, standard: 5}}, ${base('resource', 'the hourly price')}, caps: [{percent_of: spend, value: 100, per: period, window: previous_month}], minimum: {amount: 5, currency: USD, per: incident, below: ambiguous}}
  - {id: data-loss, basis: event, pays_for: data_loss, rule: multiplier, multiplier: 40, ${base('resource', 'the hourly price')}}`);
    expect(issues).toEqual([]);
    expect(commitment?.credits.map((rule) => rule.pays_for)).toEqual(['downtime', 'data_loss']);
  });

  test('gpuhub: lost run time, and minutes times 1.5 up to the hour', () => {
    const { issues, commitment } = parse(`${VM}\n${PLAIN}
credits:
  - {id: crash, basis: incident, pays_for: lost_runtime, rule: multiplier, multiplier: 1, duration: since_last_start, caps: [{hours: 24, per: incident}], ${base('resource', 'the price of an hour')}}
  - {id: network, basis: incident, rule: multiplier, multiplier: 1, duration_factor: 1.5, duration_round: ceil_hour, ${base('resource', 'the price of an hour')}}`);
    expect(issues).toEqual([]);
    const [crash, network] = commitment?.credits ?? [];
    expect(crash?.rule === 'multiplier' && crash.duration).toBe('since_last_start');
    expect(network?.rule === 'multiplier' && network.duration_round).toBe('ceil_hour');
  });

  test('snowflake: multiples of average daily credits', () => {
    const { issues } = parse(`scope: {level: account, unit: account}\n${PLAIN}
credits:
  - {id: daily, basis: period, rule: avg_daily_multiple, tiers: [{ge: 99.0, lt: 99.9, multiple: 1}, {ge: 95.0, lt: 99.0, multiple: 3}, {lt: 95.0, multiple: 7}], ${base('account', 'average daily credits')}}`);
    expect(issues).toEqual([]);
  });

  test('ionstream: the shortfall', () => {
    const { issues, rule } = parse(
      `${VM}\nmetric: {kind: unavailable_minutes, clock_start: identified}\ncredits: [{id: shortfall, basis: period, rule: linear_shortfall, target: 99.9, ${base('resource', 'the server')}}]`,
    );
    expect(issues).toEqual([]);
    expect(rule?.rule === 'linear_shortfall' && toText(rule.target)).toBe('99.9');
  });

  test('openai-scale-tier: a rate that depends on the model, and no public credit', () => {
    const { issues, commitment } = parse(`level_type: performance\nscope: {level: account, unit: token units}
metric: {kind: latency_attainment, interval_s: 60, share: 99, threshold_by: {attribute: model, unit: tokens_per_s, values: {gpt-5: 50, gpt-5-mini: 80}}}
credits: [{id: nothing, basis: period, rule: none, ${base('account', 'nothing is published')}}]`);
    expect(issues).toEqual([]);
    expect(
      commitment?.metric.kind === 'latency_attainment' && Object.keys(commitment.metric.threshold_by.values),
    ).toEqual(['gpt-5', 'gpt-5-mini']);
  });

  test('yandex-compute: the base grows with what was hit, and an event pays by itself', () => {
    const { issues, commitment } = parse(`${VM}\n${PLAIN}
credits:
  - id: tiered
    basis: period
    rule: tiers
    tiers: null
    base: {level: resource, says: the VM, basis: monthly_bill, switch: [{when: {members_down: several}, level: zone}]}
  - {id: disk-group, basis: event, rule: flat_percent, trigger: {text: a second disk error within 28800 seconds}, percent: 10, ${base('resource', 'the disk group', 'monthly_bill')}}`);
    expect(issues).toEqual([]);
    expect(commitment?.credits[0]?.base.switch).toEqual([{ when: { members_down: ['several'] }, level: 'zone' }]);
    expect(commitment?.credits[1]?.basis).toBe('event');
  });

  test('aethir: a month and a day at once', () => {
    const { issues, commitment } = parse(
      `${VM}\nmetric: {kind: unavailable_minutes, windows: [{kind: month, target: 99}, {kind: day, max_down_minutes: 30}]}\n${TIERS}`,
    );
    expect(issues).toEqual([]);
    expect(commitment?.metric.windows).toHaveLength(2);
  });

  test('mongodb-atlas: two deadlines, both must be met', () => {
    const { issues, edition } = parse(
      `${VM}\nmetric: {kind: failed_intervals, interval_s: 60, partial_minutes: drop, denominator: lifetime_rest_up}\n${TIERS}`,
      'claim: {steps: [{id: ticket, anchor: awareness, offset: {hours: 24}}, {id: claim, anchor: incident_month_end, offset: {calendar_months: 1, to: end}}]}',
    );
    expect(issues).toEqual([]);
    expect(edition?.claim.steps.map((step) => [step.anchor, step.consequence])).toEqual([
      ['awareness', 'forfeit'],
      ['incident_month_end', 'forfeit'],
    ]);
  });

  test('microsoft-csp: another claimant, a shorter window', () => {
    const { issues, edition } = parse(
      `${VM}\n${PLAIN}\n${TIERS}`,
      'claim: {claimant: [{channel: csp, files: partner, steps: [{id: claim, anchor: incident_month_end, offset: {calendar_months: 1, to: end}}]}]}',
    );
    expect(issues).toEqual([]);
    expect(edition?.claim.claimant[0]).toMatchObject({ channel: 'csp', files: 'partner' });
  });

  test('strong-gpu-cluster: node-hours, spares, fabric, termination', () => {
    const { issues, edition, commitment } = parse(
      `scope: {level: resource, unit: cluster, pool: nodes, aggregation: k_of_n, k: contracted minus spares}
metric:
  kind: node_hours
  signals: [{id: reachability}, {id: gpu_health}, {id: nvlink_rate}, {id: fabric_port_rate}]
  denominator: contracted_node_hours
  maintenance: {counts: beyond_allowance, allowance_minutes: null, customer_chosen: true}
  measurement: {source: both, tie_break: missing_provider_data_counts_as_down, retention: claim_window_plus_90d}
credits: [{id: a, basis: period, rule: pro_rata, ${base('resource', 'the nodes')}}]`,
      'remedy: {sole_and_exclusive: false, spec_lock: true, price_adjustment_not_ld: true, termination: [{below: 95, months: 1, scope: order}, {below: 98, months: 2, of: 5, scope: order}]}',
    );
    expect(issues).toEqual([]);
    expect(commitment?.scope).toMatchObject({ aggregation: 'k_of_n', k: 'contracted minus spares' });
    expect(edition?.remedy).toMatchObject({ spec_lock: true, price_adjustment_not_ld: true });
    expect(edition?.remedy.termination[1]?.of && toText(edition.remedy.termination[1].of)).toBe('5');
  });

  test('the historic year of EC2, delivery bounds, formulas, service in days', () => {
    expect(
      parse(
        `${VM}\nmetric: {kind: rolling_annual, interval_s: 300, denominator: rolling_365d}\n${TIERS}`,
        'period: {kind: rolling_365_days}',
      ).issues,
    ).toEqual([]);
    expect(
      parse(`level_type: delivery\n${VM}\nmetric: {kind: delivery_bound, bound_s: 86400}\n${TIERS}`).issues,
    ).toEqual([]);
    expect(
      parse(
        `${VM}\n${PLAIN}\ncredits: [{id: a, basis: period, rule: formula, expression: base * downtime_minutes * acceleration_ratio / month_minutes, facts: [acceleration_ratio], ${base('resource', 'the plan')}}]`,
        'payment: {form: service_time}',
      ).issues,
    ).toEqual([]);
  });

  test('no SLA in force, and no SLA for a class of machines', () => {
    const text = minimalTerms()
      .replace('status: in_force', 'status: none')
      .replace(/ {4}commitments:[\s\S]*/, '');
    expect(parseTerms({ label: 't', text }).value?.versions[0]).toMatchObject({ status: 'none', commitments: [] });
    const { issues, commitment } = parse(
      `coverage: not_published\nrouted_to: null\nexcluded_resources: [{x_InstanceType: [gpu-*, "*.metal"]}]\neligibility: {all: [{paid: "yes"}], any: [{channel: [stable, regular]}], none: [{provisioning: spot}]}\n${VM}\n${PLAIN}\n${TIERS}`,
    );
    expect(issues).toEqual([]);
    expect(commitment?.excluded_resources[0]?.x_InstanceType).toEqual(['gpu-*', '*.metal']);
    expect(commitment?.eligibility.none[0]?.provisioning).toEqual(['spot']);
  });
});
