import type { ChargeSelector } from '../../records/charge.ts';
import type { Commitment } from '../../records/terms.ts';
import type { TermsClause } from '../../records/terms-clause.ts';
import { type Exact, toText } from '../../values/exact.ts';
import { conditions, counted, leaves, listed, minutes, percent, plainly } from '../words.ts';
import { clausesIn, inWords } from './draft.ts';

/** What is promised, for what, and who is outside. */
export function promiseClauses(commitment: Commitment): TermsClause[] {
  const { id, kind, coverage, scope, eligibility, excluded_resources, routed_to, note } = commitment;
  const { list, add } = clausesIn('promise', `commitments.${id}`);
  add('Kind', 'kind', KINDS[kind]);
  add('Coverage', 'coverage', COVERAGE[coverage]);
  add('Target', targetField(commitment), targets(commitment));
  add('Promised for', 'scope', population(commitment));
  add('Judged over', 'scope.pool', scope.pool);
  add('Apart by', 'scope.dimension', scope.dimension && plainly(scope.dimension));
  add('Only where', 'eligibility.all', conditions(eligibility.all, 'and'));
  add('Only where any', 'eligibility.any', conditions(eligibility.any, 'or'));
  add('Not where', 'eligibility.none', conditions(eligibility.none, 'or'));
  add('Not for', 'excluded_resources', excluded_resources.map(selector).join('; '));
  add('Goes to', 'routed_to', routed_to && `the commitment ${routed_to} takes over`);
  add('Note', 'note', note?.replace(/\.$/, ''));
  return list;
}

/** By which rows of bills and logs it is found. */
export function matchingClauses({ id, covers }: Commitment): TermsClause[] {
  const { list, add } = clausesIn('matching', `commitments.${id}.covers`);
  add('In outage logs', 'services', listed(covers.services, 'or'));
  add('In bills', 'charges', covers.charges.map(selector).join('; or '));
  return list;
}

const KINDS: Readonly<Record<string, string | null>> = {
  sla: null,
  slo: 'an objective, not a promise that pays',
  target: 'a target, not a promise that pays',
};

const COVERAGE: Readonly<Record<string, string | null>> = {
  covered: null,
  excluded: 'excluded: no SLA for it',
  not_published: 'the vendor publishes no SLA for it',
  unknown: 'not known: the text was not seen',
};

/** The targets, one for each level, with the downtime that they leave. */
function targets({ credits, metric }: Commitment): string | null {
  const stated = credits.flatMap((rule): { readonly target: Exact; readonly when: string | null }[] => {
    if (rule.rule === 'tiers') {
      const levels = rule.levels.flatMap(({ target, when }) =>
        target ? [{ target, when: conditions([when], 'and') }] : [],
      );
      return rule.target ? [{ target: rule.target, when: null }, ...levels] : levels;
    }
    return 'target' in rule && rule.target ? [{ target: rule.target, when: null }] : [];
  });
  const said = stated.map(({ target, when }) => {
    const down = isTime(metric.kind) ? ` (${minutes(leaves(target))} down in a 30-day month)` : '';
    return `${percent(target)}${down}${when ? ` where ${when}` : ''}`;
  });
  return [...new Set(said)].join('; ') || null;
}

function targetField({ credits }: Commitment): string {
  const rule = credits.find((one) => one.rule === 'tiers') ?? credits[0];
  if (!rule) return 'credits';
  return `credits.${rule.id}${rule.rule === 'tiers' && !rule.target && rule.levels.length > 0 ? '.levels' : '.target'}`;
}

/** Whether the measure counts time, so that an uptime is a number of minutes. */
export function isTime(kind: string): boolean {
  return ['unavailable_minutes', 'downtime_periods', 'failed_intervals', 'node_hours'].includes(kind);
}

function population({ scope }: Commitment): string {
  const { unit, level, aggregation, members, group_by, k } = scope;
  const apart = members?.zones_gte
    ? `, in ${toText(members.zones_gte)} or more zones${members.concurrent ? ' at the same time' : ''}${
        members.regions_gte_if_one_zone
          ? ` (${counted(members.regions_gte_if_one_zone, 'region')} where a region has one zone)`
          : ''
      }`
    : '';
  const group = group_by ? `, resources grouped by ${plainly(group_by)}` : '';
  const down = inWords(DOWN, aggregation).replace('K', k === null ? 'k' : plainly(k));
  return `${unit} (one credit for each ${level})${group}${down === '' ? '' : `; down when ${down}${apart}`}`;
}

const DOWN: Readonly<Record<string, string>> = {
  each: '',
  all_down: 'all of it is down at once',
  any_down: 'any part of it is down',
  more_than_one: 'more than one part is down',
  k_of_n: 'fewer than K members are up',
  pairwise: 'two members cannot reach each other',
};

function selector(columns: ChargeSelector): string {
  return Object.entries(columns)
    .map(([column, values]) => `${column} ${listed(values as readonly string[], 'or')}`)
    .join(', ');
}
