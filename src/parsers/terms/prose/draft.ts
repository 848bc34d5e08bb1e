import { Document, isMap, isScalar, isSeq, visit } from 'yaml';
import { toText } from '../../../engine/values/exact.ts';
import { shorten } from '../../syntax/text.ts';
import { tidy } from './containers/tidy.ts';
import { placeInWords } from './document.ts';
import { stepsOf } from './draft-steps.ts';
import type { Confidence, Found } from './found.ts';
import type { ReadCredit } from './promise.ts';
import type { ReadTerms } from './read.ts';
import { creditId, type NamedCommitment, nameCommitments, type Row, rowsOf, slug } from './rows.ts';

/** What a person says of a document that its text need not say. */
export interface StatedByUser {
  /** `vendor/service`. */
  readonly id?: string;
  readonly url?: string;
}

export interface DraftSource {
  readonly label: string;
  readonly sha256: string;
  /** The day of the import, `YYYY-MM-DD`. */
  readonly today: string;
}

const LONGEST_NOTE = 240;
const LONGEST_NAME = 160;

/**
 * The terms that were read as the text of a terms file. Its status is `draft`, of which no figure comes. Fields that
 * were read for certain are graded `transcript`, what was concluded `general_knowledge`, what was not read `not_found`:
 * only the first yields a figure when a person says that the terms are in force, the others want a person's own grade.
 */
export function writeDraft(read: ReadTerms, source: DraftSource, stated: StatedByUser): string {
  const [vendor, service] = idOf(read, stated);
  const title = clean(read.title?.value ?? '', LONGEST_NAME) || 'Service Level Agreement';
  const commitments = nameCommitments(read.commitments);
  const data = {
    schema: 'sla-terms/1',
    id: `${vendor}/${service}`,
    vendor,
    operator: vendor,
    service: title,
    document: { title, url: stated.url === undefined ? null : clean(stated.url, LONGEST_NAME) || null },
    last_checked: source.today,
    versions: [
      {
        edition: read.effective?.value ?? read.updated?.value ?? 'draft',
        published: read.updated?.value ?? null,
        effective_from: read.effective?.value ?? null,
        effective_to: null,
        status: 'draft',
        version_selection: { rule: 'incident_start', stated: 'false' },
        evidence_default: {
          grade: 'not_found',
          retrieved: source.today,
          note: clean(
            `Read by machine from ${source.label}; what has no entry below was not found in it.`,
            LONGEST_NOTE,
          ),
        },
        evidence: evidenceOf(read, source.today),
        text_sha256: source.sha256,
        period: { kind: read.period?.value ?? 'calendar_month', tz: read.zone?.value ?? null },
        commitments: commitments.map((commitment) => commitmentOf(commitment, read, `${vendor}/${service}`)),
        payment: { form: read.payment?.value ?? 'unknown', ...optional('transferable', read.transferable, String) },
        claim: claimOf(read),
        exclusions: read.exclusions.map(({ value }) => ({ tag: value, effect: 'not_downtime' })),
        remedy: optional('sole_and_exclusive', read.soleRemedy, String),
      },
    ],
  };
  return print(data, source.label);
}

function idOf({ vendor, title }: ReadTerms, { id }: StatedByUser): readonly [string, string] {
  const [first = '', second = ''] = (id ?? '').split('/');
  const named = title?.value.replace(/\b(?:service level (?:agreement|description)|sla|agreement)\b|[()]/gi, ' ') ?? '';
  const own = slug(vendor?.value ?? '');
  const about = slug(named.replace(vendor?.value ?? '', ' '));
  return [slug(first) || own || 'vendor', slug(second) || about || 'service'];
}

const GRADES: Readonly<Record<Confidence, string>> = {
  sure: 'transcript',
  likely: 'general_knowledge',
  unsure: 'not_found',
};
const ORDER: readonly Confidence[] = ['sure', 'likely', 'unsure'];

/** One entry for a field, by the weakest of what was read for it. */
function evidenceOf(read: ReadTerms, today: string): object[] {
  const rows = rowsOf(read).filter((row): row is Row & { readonly found: Found<unknown> } => row.found !== null);
  const fields = [...new Set(rows.flatMap((row) => row.fields))];
  return fields.map((field) => {
    const own = rows.filter((row) => row.fields.includes(field));
    const worst = own.reduce((a, b) =>
      ORDER.indexOf(a.found.confidence) >= ORDER.indexOf(b.found.confidence) ? a : b,
    );
    const { confidence, said, place } = worst.found;
    return {
      field,
      grade: GRADES[confidence],
      retrieved: today,
      note: clean(`${confidence}, ${placeInWords(place)}: ${said}`, LONGEST_NOTE),
    };
  });
}

function commitmentOf(commitment: NamedCommitment, read: ReadTerms, id: string): object {
  const level = read.scope?.value.level ?? 'account';
  return {
    id: commitment.id,
    covers: { charges: [], services: [id] },
    scope: { level, unit: clean(read.scope?.value.unit ?? commitment.name ?? '', LONGEST_NAME) || 'the service' },
    metric: metricOf(read),
    credits: [creditOf(commitment, read, level)],
    ...(commitment.name ? { note: clean(`Named in the text: ${commitment.name}`, LONGEST_NOTE) } : {}),
  };
}

function metricOf(read: ReadTerms): object {
  const wanted = read.kind?.value ?? 'unavailable_minutes';
  const needsInterval = wanted === 'failed_intervals' || wanted === 'mean_interval_error';
  const kind = needsInterval && read.intervalS === null ? 'unavailable_minutes' : wanted;
  return {
    kind,
    ...(needsInterval && read.intervalS ? { interval_s: String(read.intervalS.value) } : {}),
    ...(kind === 'mean_interval_error' ? { empty_interval: 'unspecified' } : {}),
    ...optional('error_rate_gt', read.errorRateGt, (percent) => toText(percent.div(100))),
    ...optional('min_run_s', read.run, ({ seconds }) => String(seconds)),
    ...(read.run ? { min_run_strict: String(read.run.value.strict) } : {}),
    ...optional('partial_minutes', read.partialMinutes, String),
    maintenance: {
      counts: read.maintenanceAllowance ? 'beyond_allowance' : (read.maintenance?.value ?? 'silent'),
      ...optional('allowance_minutes', read.maintenanceAllowance, String),
      ...optional('notice', read.maintenanceNotice, String),
    },
  };
}

function creditOf(commitment: NamedCommitment, read: ReadTerms, level: string): object {
  const credit = commitment.credit?.value ?? null;
  const says = read.base ? clean(read.base.value.says, LONGEST_NAME) : '';
  return {
    id: creditId(commitment),
    basis: credit === null || credit.rule === 'tiers' || credit.rule === 'multiplier' ? 'period' : 'incident',
    ...ruleOf(credit, commitment),
    base: { level, says: says || 'not found', basis: read.base?.value.basis ?? 'contract_price' },
    ...(read.cap
      ? {
          caps: [
            {
              percent_of: clean(read.cap.value.of, LONGEST_NAME) || 'fees',
              value: toText(read.cap.value.percent),
              per: 'period',
            },
          ],
        }
      : {}),
    ...(read.minimum
      ? {
          minimum: {
            amount: toText(read.minimum.value.amount),
            currency: read.minimum.value.currency,
            strict: String(read.minimum.value.strict),
            per: 'period',
            below: 'no_credit',
          },
        }
      : {}),
  };
}

function ruleOf(credit: ReadCredit | null, { target }: NamedCommitment): object {
  if (credit?.rule === 'pro_rata') return { rule: 'pro_rata' };
  if (credit?.rule === 'multiplier')
    return { rule: 'multiplier', multiplier: toText(credit.multiplier), duration: credit.duration };
  if (credit?.rule === 'step') {
    const { sizeS, percent, partial, graceS } = credit;
    // Where the text does not say what a part of a step earns, the cautious answer is nothing.
    const step = {
      size_s: String(sizeS),
      percent: toText(percent),
      partial: partial ?? 'floor',
      grace_s: String(graceS),
    };
    return { rule: 'step', step };
  }
  const rows = credit?.tiers.rows.map(({ percent, ...bounds }) => ({
    ...Object.fromEntries(Object.entries(bounds).flatMap(([key, at]) => (at === null ? [] : [[key, toText(at)]]))),
    percent: toText(percent),
  }));
  return {
    rule: 'tiers',
    ...optional('target', target, toText),
    tier_rule: credit?.tiers.tierRule ?? 'printed_range',
    gap_policy: 'undefined',
    tiers: rows ?? null,
  };
}

function claimOf(read: ReadTerms): object {
  return {
    ...optional('channel', read.channel, String),
    ...(read.subject ? { subject_must_contain: clean(read.subject.value, LONGEST_NAME) } : {}),
    steps: stepsOf(read.steps.map(({ value }) => value)),
    required_evidence: read.evidence.map(({ value }) => value),
    ...(read.issue
      ? {
          issue: {
            within: { [read.issue.value.unit]: String(read.issue.value.count) },
            after: clean(read.issue.value.after, LONGEST_NAME) || 'confirmation',
          },
        }
      : {}),
  };
}

function optional<Value>(key: string, found: Found<Value> | null, inWords: (value: Value) => string): object {
  return found ? { [key]: inWords(found.value) } : {};
}

function clean(text: string, most: number): string {
  return shorten(tidy(text), most);
}

const LONGEST_FLOW = 100;

/** YAML with short mappings on one line, as terms files are written. */
function print(data: object, label: string): string {
  const document = new Document(data, { aliasDuplicateObjects: false });
  visit(document, {
    Collection(_, node) {
      if (!isMap(node) && !isSeq(node)) return;
      const flat = isMap(node)
        ? node.items.every(
            ({ value }) =>
              isScalar(value) || (isMap(value) && value.flow) || (isSeq(value) && value.items.length === 0),
          )
        : node.items.every((item) => isScalar(item));
      node.flow = flat && JSON.stringify(node).length <= LONGEST_FLOW;
    },
  });
  document.commentBefore = [
    ` Draft: read by machine from ${clean(label, LONGEST_NAME)} and confirmed by nobody. No figure comes of it.`,
    ' Compare every field with the text, then set `status: in_force` and the grades: docs/import.md.',
  ].join('\n');
  return document.toString({ lineWidth: 120, flowCollectionPadding: false });
}
