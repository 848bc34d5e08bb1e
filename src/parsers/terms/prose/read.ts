import { type Exact, toText } from '../../../engine/values/exact.ts';
import { readCommitments } from './commitments.ts';
import type { ProseDocument } from './document.ts';
import { findDeadlines, type ReadStep } from './find/claim.ts';
import { type Channel, findContents } from './find/claim-contents.ts';
import { findDates } from './find/dates.ts';
import { findExclusions } from './find/exclusions.ts';
import { findMetric, type MetricKind } from './find/metric.ts';
import {
  type Delay,
  findBase,
  findCaps,
  findIssue,
  findMinimum,
  findPayment,
  findSoleRemedy,
  findTransferable,
  type Minimum,
  type PaymentForm,
  type ReadBase,
  type ReadCap,
} from './find/money.ts';
import { findScope, findTitle, findVendor, type ReadScope } from './find/names.ts';
import { findMaintenance, findPeriod, findZone, type PeriodKind } from './find/period.ts';
import { type Choice, choose, type Found, type Remark } from './found.ts';
import { readPassages, type Sentence } from './passages.ts';
import type { ReadCommitment } from './promise.ts';

/** Everything that the rules read out of a document. What is null or empty was not found; nothing is assumed. */
export interface ReadTerms {
  readonly title: Found<string> | null;
  readonly vendor: Found<string> | null;
  readonly updated: Found<string> | null;
  readonly effective: Found<string> | null;
  readonly period: Found<PeriodKind> | null;
  readonly zone: Found<string> | null;
  readonly commitments: readonly ReadCommitment[];
  readonly scope: Found<ReadScope> | null;
  readonly kind: Found<MetricKind> | null;
  readonly intervalS: Found<number> | null;
  readonly run: Found<{ readonly seconds: number; readonly strict: boolean }> | null;
  readonly partialMinutes: Found<'drop' | 'count'> | null;
  readonly errorRateGt: Found<Exact> | null;
  readonly maintenance: Found<'yes' | 'no'> | null;
  readonly maintenanceNotice: Found<string> | null;
  readonly maintenanceAllowance: Found<number> | null;
  readonly base: Found<ReadBase> | null;
  readonly cap: Found<ReadCap> | null;
  readonly minimum: Found<Minimum> | null;
  readonly channel: Found<Channel> | null;
  readonly subject: Found<string> | null;
  readonly steps: readonly Found<ReadStep>[];
  readonly evidence: readonly Found<string>[];
  readonly issue: Found<Delay> | null;
  readonly payment: Found<PaymentForm> | null;
  readonly transferable: Found<boolean> | null;
  readonly exclusions: readonly Found<string>[];
  readonly soleRemedy: Found<boolean> | null;
  readonly remarks: readonly Remark[];
}

/** Reads the terms of a document by rules. The same document gives the same terms. */
export function readTerms(document: ProseDocument): ReadTerms {
  const passages = readPassages(document);
  const { commitments, remarks } = readCommitments(passages);
  const dates = findDates(passages);
  const metric = findMetric(passages);
  const maintenance = findMaintenance(passages);
  const contents = findContents(passages);
  const deadlines = findDeadlines(passages);
  const all: Remark[] = [...remarks, ...dates.remarks, ...metric.remarks, ...deadlines.remarks];
  const take = <Value>(choice: Choice<Value>): Found<Value> | null => {
    all.push(...choice.remarks);
    return choice.chosen;
  };
  const first = <Value>(candidates: readonly Found<Value>[]): Found<Value> | null => candidates[0] ?? null;

  const read = {
    title: findTitle(passages),
    vendor: first(findVendor(passages)),
    updated: take(choose('The day of the text', dates.updated)),
    effective: take(choose('The day from which the text holds', dates.effective)),
    period: take(choose('The period', findPeriod(passages))),
    zone: first(findZone(passages)),
    commitments,
    scope: first(findScope(passages)),
    kind: first(metric.kinds),
    intervalS: take(choose('The length of an interval in seconds', metric.intervals)),
    run: take(
      choose(
        'The least length of a downtime',
        metric.runs,
        ({ seconds, strict }) => `${strict ? 'more than ' : ''}${seconds} s`,
      ),
    ),
    partialMinutes: first(metric.partial),
    errorRateGt: take(choose('The error rate', metric.errorRates, toText)),
    maintenance: take(choose('Whether maintenance counts', maintenance.counts)),
    maintenanceNotice: take(choose('The notice of maintenance', maintenance.notices)),
    maintenanceAllowance: take(choose('The allowance for maintenance in minutes', maintenance.allowances)),
    base: take(choose('What a credit is a share of', findBase(passages, cells(commitments)), ({ basis }) => basis)),
    cap: take(choose('The cap', findCaps(passages), ({ percent }) => `${toText(percent)} %`)),
    minimum: take(
      choose('The least credit', findMinimum(passages), ({ amount, currency }) => `${toText(amount)} ${currency}`),
    ),
    channel: first(contents.channels),
    subject: take(choose('The words of the subject', contents.subjects)),
    steps: deadlines.steps,
    evidence: contents.evidence,
    issue: first(findIssue(passages)),
    payment: first(findPayment(passages)),
    transferable: first(findTransferable(passages)),
    exclusions: findExclusions(passages),
    soleRemedy: first(findSoleRemedy(passages)),
  };
  return { ...read, remarks: all };
}

/** The words beside the percentages of a table, as sentences. */
function cells(commitments: readonly ReadCommitment[]): Sentence[] {
  return commitments.flatMap(({ credit }) => {
    const of = credit?.value.rule === 'tiers' ? credit.value.of : (credit?.said ?? '');
    if (!credit || of === '') return [];
    return [{ text: credit.said, plain: of, headings: [], leadIn: null, place: credit.place, order: 0 }];
  });
}
