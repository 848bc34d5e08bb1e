import { toText } from '../../../engine/values/exact.ts';
import type { ReadStep } from './find/claim.ts';
import type { Found } from './found.ts';
import type { ReadCommitment, ReadCredit } from './promise.ts';
import type { ReadTerms } from './read.ts';

/** One line of what was read: a field of the draft in words, and the sentence it stands on; null where nothing was. */
export interface Row {
  readonly what: string;
  /** Fields of the edition that it fills; empty for what is no field of an edition. */
  readonly fields: readonly string[];
  readonly value: string | null;
  readonly found: Found<unknown> | null;
  /** Without it no credit can be computed or claimed. */
  readonly essential: boolean;
}

export interface NamedCommitment extends ReadCommitment {
  readonly id: string;
}

/** Ids of commitments, made of their names; one promise alone is `service`. */
export function nameCommitments(commitments: readonly ReadCommitment[]): readonly NamedCommitment[] {
  const taken = new Set<string>();
  return commitments.map((commitment, at) => {
    const wanted = commitments.length === 1 ? 'service' : slug(commitment.name ?? '') || `promise-${at + 1}`;
    let id = wanted;
    for (let copy = 2; taken.has(id); copy += 1) id = `${wanted}-${copy}`;
    taken.add(id);
    return { ...commitment, id };
  });
}

/** A name as an id: `Object Storage (S3)` becomes `object-storage-s3`. Empty where no letter is left. */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
}

export function rowsOf(read: ReadTerms): readonly Row[] {
  const row = <Value>(
    what: string,
    fields: readonly string[],
    found: Found<Value> | null,
    inWords: (value: Value) => string = String,
    essential = false,
  ): Row => ({ what, fields, value: found && inWords(found.value), found, essential });
  const commitments = nameCommitments(read.commitments);
  const shared = (field: string) => (commitments.length === 0 ? [] : [`commitments.*.${field}`]);
  const credits = commitments.map((commitment) => `commitments.${commitment.id}.credits.${creditId(commitment)}`);
  const needsInterval = read.kind?.value === 'failed_intervals' || read.kind?.value === 'mean_interval_error';
  // Without its interval the draft falls back to another kind, which has no such field.
  const intervals = needsInterval ? shared('metric.interval_s') : [];
  return [
    row('title', [], read.title),
    row('vendor', [], read.vendor),
    row('last updated', ['published'], read.updated),
    row('in force from', ['effective_from'], read.effective),
    ...(commitments.length === 0 ? [row('promise', [], null, String, true)] : []),
    ...commitments.flatMap((commitment, at) => {
      const name = commitments.length > 1 ? ` of ${commitment.id}` : '';
      const credit = credits[at] as string;
      const isTiers = creditId(commitment) === 'tiered';
      return [
        row(
          `target${name}`,
          isTiers ? [`${credit}.target`] : [],
          commitment.target,
          (value) => `${toText(value)} %`,
          true,
        ),
        row(`credit${name}`, [`${credit}.${creditField(commitment)}`], commitment.credit, creditForPeople, true),
      ];
    }),
    row(
      'credit is a share of',
      shared('credits.*.base'),
      read.base,
      ({ basis, says }) => `${words(basis)}: ${says}`,
      true,
    ),
    row(
      'cap',
      read.cap ? shared('credits.*.caps') : [],
      read.cap,
      ({ percent, of }) => `${toText(percent)} % of ${of}`,
    ),
    row(
      'least credit',
      read.minimum ? shared('credits.*.minimum') : [],
      read.minimum,
      ({ amount, currency, strict }) => `${strict ? 'more than ' : ''}${toText(amount)} ${currency}`,
    ),
    row('counted as', shared('metric.kind'), read.kind, words, true),
    ...(needsInterval || read.intervalS
      ? [row('interval', intervals, read.intervalS, (seconds) => `${seconds} s`, needsInterval)]
      : []),
    row(
      'least downtime',
      shared('metric.min_run_s'),
      read.run,
      ({ seconds, strict }) => `${strict ? 'more than ' : ''}${seconds} s`,
    ),
    row('parts of minutes', shared('metric.partial_minutes'), read.partialMinutes),
    ...(read.errorRateGt
      ? [row('error rate above', shared('metric.error_rate_gt'), read.errorRateGt, (value) => `${toText(value)} %`)]
      : []),
    row('maintenance counts', shared('metric.maintenance'), read.maintenance),
    row('notice of maintenance', shared('metric.maintenance.notice'), read.maintenanceNotice),
    ...(read.maintenanceAllowance
      ? [
          row(
            'allowance for maintenance',
            ['commitments.*.metric.maintenance.allowance_minutes'],
            read.maintenanceAllowance,
            (minutes) => `${minutes} min`,
          ),
        ]
      : []),
    row('period', ['period.kind'], read.period, words),
    row('zone of months', ['period.tz'], read.zone),
    row('one credit for each', shared('scope'), read.scope, ({ unit, level }) => `${unit} (${level})`),
    ...(read.steps.length === 0 ? [row('deadline', ['claim.steps'], null, String, true)] : []),
    ...read.steps.map((step) =>
      row(step.value.act === 'ticket' ? 'ticket' : 'deadline', ['claim.steps'], step, deadlineInWords, true),
    ),
    row('claimed by', ['claim.channel'], read.channel, words),
    row('subject must say', ['claim.subject_must_contain'], read.subject),
    ...tags('proof', 'claim.required_evidence', read.evidence),
    row('paid as', ['payment.form'], read.payment, words),
    row('transferable', ['payment.transferable'], read.transferable, (value) => (value ? 'yes' : 'no')),
    row('paid within', ['claim.issue'], read.issue, ({ count, unit, after }) => `${count} ${words(unit)} of ${after}`),
    ...read.exclusions.map((tag) => row('not counted', [`exclusions.${tag.value}`], tag, words)),
    ...(read.exclusions.length === 0 ? [row('not counted', ['exclusions'], null)] : []),
    row('sole remedy', ['remedy.sole_and_exclusive'], read.soleRemedy, (value) => (value ? 'yes' : 'no')),
  ];
}

function tags(what: string, field: string, found: readonly Found<string>[]): readonly Row[] {
  if (found.length === 0) return [{ what, fields: [field], value: null, found: null, essential: false }];
  return found.map((tag) => ({ what, fields: [field], value: words(tag.value), found: tag, essential: false }));
}

export function creditId({ credit }: ReadCommitment): string {
  if (credit === null || credit.value.rule === 'tiers') return 'tiered';
  return credit.value.rule === 'pro_rata' ? 'pro-rata' : credit.value.rule === 'step' ? 'steps' : 'multiple';
}

function creditField({ credit }: ReadCommitment): string {
  if (credit === null || credit.value.rule === 'tiers') return 'tiers';
  return credit.value.rule === 'pro_rata' ? 'rule' : credit.value.rule;
}

/** `from 99 % to below 99.9 %: 10 %; below 99 %: 25 %`. */
function creditForPeople(credit: ReadCredit): string {
  if (credit.rule === 'pro_rata') return 'the charges of the time that was lost';
  if (credit.rule === 'multiplier') {
    const times = credit.multiplier.equals(1) ? '' : `${toText(credit.multiplier)} times `;
    return `${times}the charges of the downtime${credit.duration === 'beyond_allowance' ? ' beyond the target' : ''}`;
  }
  if (credit.rule === 'step') {
    const { percent, sizeS, partial, graceS } = credit;
    const parts = partial === 'ceil' ? ' or part' : partial === 'floor' ? ', whole ones only' : ', parts not stated';
    return `${toText(percent)} % for each ${sizeS / 60} min${parts}${graceS > 0 ? `, after the first ${graceS / 60} min` : ''}`;
  }
  const bare = credit.tiers.tierRule === 'deepest_match';
  const rows = credit.tiers.rows.map(({ ge, gt, lt, le, percent }) => {
    const low = ge ? `from ${toText(ge)} %` : gt ? `above ${toText(gt)} %` : '';
    const high = lt ? `below ${toText(lt)} %` : le ? `up to ${toText(le)} %` : '';
    return `${[low, high].filter((edge) => edge !== '').join(' to ')}: ${toText(percent)} %`;
  });
  return `${rows.join('; ')}${bare ? ' (the lowest row that holds)' : ''}`;
}

function deadlineInWords({ anchor, count, unit, toEnd, business, received }: ReadStep): string {
  const units = count === 1 ? words(unit).replace(/s$/, '') : words(unit);
  const how = received === null ? '' : received ? ', received' : ', sent';
  return `${count} ${business ? 'business ' : ''}${units} from ${words(anchor)}${toEnd ? ', to the end' : ''}${how}`;
}

export function words(tag: string): string {
  return tag.replaceAll('_', ' ');
}
