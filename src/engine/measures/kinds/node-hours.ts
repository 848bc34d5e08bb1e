import { exact, HUNDRED, ONE, parseDecimal, sum, toText } from '../../values/exact.ts';
import { clip, seconds, subtract, totalSeconds, union } from '../../values/interval.ts';
import { type Measure, open } from '../measure.ts';

/**
 * Healthy hours of nodes over those contracted: the down time of each node counts, and time in which the whole unit was
 * down counts for all of them.
 */
export const measure: Measure<'node_hours'> = {
  kind: 'node_hours',
  says: 'healthy node-hours of those contracted',
  by: 'share',
  count({ attributes, members, down, exclusions, period }) {
    const contracted = parseDecimal(attributes.contracted_nodes ?? '');
    if (contracted?.d !== 1n || contracted.s <= 0n)
      return open('the contract counts node-hours of the nodes contracted; state contracted_nodes');
    if (contracted.compare(members.size) < 0)
      return open(`the logs name ${members.size} nodes, more than the ${toText(contracted)} contracted`);
    const whole = subtract(clip(union(down), period), exclusions);
    const parts = [...members.values()].map((spans) =>
      totalSeconds(subtract(subtract(clip(union(spans), period), exclusions), whole)),
    );
    const lost = sum([totalSeconds(whole).mul(contracted), ...parts]);
    const all = contracted.mul(seconds(period));
    return {
      kind: 'share',
      uptime: ONE.sub(lost.div(all)).mul(HUNDRED),
      formula: `100 % less ${toText(lost.div(exact(3600)))} down of ${toText(all.div(exact(3600)))} contracted node-hours`,
      lost: [],
      isOfTime: true,
    };
  },
};
