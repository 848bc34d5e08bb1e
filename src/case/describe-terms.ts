import type { Bounds, CreditRule, TierTable } from '../engine/records/credit-rule.ts';
import type { Commitment, DeadlineStep, Edition, Offset, Terms } from '../engine/records/terms.ts';
import { type Exact, toText } from '../engine/values/exact.ts';
import { formatDay } from '../engine/values/instant.ts';
import { escapeTerminal } from '../reports/escape/terminal.ts';

/** Terms as a page of text: what each edition promises and pays, how to claim it, what its text leaves open. */
export function describeTerms(terms: Terms, editions: readonly Edition[]): string {
  const head = [
    `${terms.id}  ${terms.document.title}`,
    ...(terms.document.url ? [terms.document.url] : []),
    `last compared with its sources on ${terms.last_checked}`,
  ];
  const lines = [...head, ...editions.flatMap((edition) => ['', ...describeEdition(edition)])];
  return `${lines.map((line) => indented(line)).join('\n')}\n`;
}

function describeEdition(edition: Edition): string[] {
  const from = edition.effective_from === null ? 'an unknown day' : formatDay(edition.effective_from);
  const until = edition.effective_to === null ? '' : ` until ${formatDay(edition.effective_to)}`;
  const { evidence_default: evidence, version_selection: selection } = edition;
  return [
    `EDITION ${edition.edition}  (${words(edition.status)}, from ${from}${until})`,
    `  evidence: ${words(evidence.grade)}${evidence.retrieved ? `, seen ${evidence.retrieved}` : ''}`,
    ...edition.evidence.map((entry) => `    ${entry.field}: ${words(entry.grade)}`),
    `  chosen by: ${words(selection.rule)}${selection.stated ? '' : ' (not stated)'}`,
    `  period: ${words(edition.period.kind)}, zone ${edition.period.tz ?? 'not stated'}`,
    ...edition.commitments.flatMap((commitment) => ['', ...describeCommitment(commitment)]),
    '',
    ...describeClaim(edition),
    ...edition.ambiguity.flatMap(({ subject, field, state, readings }) => [
      `  open: ${subject} (${state}), of ${field}`,
      ...readings.map(({ name, note }, at) => `    ${name}${at === 0 ? ' (default)' : ''}${note ? `: ${note}` : ''}`),
    ]),
  ];
}

function describeCommitment({ id, kind, scope, metric, credits, coverage, covers, note }: Commitment): string[] {
  return [
    `  COMMITMENT ${id}  (${kind}, ${words(coverage)})`,
    `    one credit for: each ${scope.unit} (${scope.level})`,
    `    services: ${covers.services.join(', ') || 'none named'}`,
    `    measured as: ${words(metric.kind)}`,
    ...credits.flatMap((rule) => describeRule(rule).map((line) => `    ${line}`)),
    ...(note ? [`    ${note}`] : []),
  ];
}

function describeRule(rule: CreditRule): string[] {
  const head = `credit ${rule.id}: ${words(rule.rule)}${rule.automatic ? ', automatic' : ''}, of ${rule.base.says}`;
  if (rule.rule !== 'tiers') return [head];
  return [
    head,
    ...tableOf(rule),
    ...rule.levels.flatMap((level) => [
      `  when ${conditionOf(level.when)}:`,
      ...tableOf(level).map((line) => `  ${line}`),
    ]),
  ];
}

function tableOf({ tiers }: TierTable): string[] {
  return tiers === null
    ? ['  no tier table was seen']
    : tiers.map((tier) => `  uptime ${rangeOf(tier)}: ${percent(tier.percent)}`);
}

function describeClaim({ claim, payment }: Edition): string[] {
  const steps = [...claim.steps, ...claim.claimant.flatMap((claimant) => claimant.steps)];
  return [
    `  claim: ${claim.channel ?? 'channel not stated'}, paid as ${words(payment.form)}`,
    ...steps.map((step) => `    ${describeStep(step)}`),
    `    evidence asked for: ${claim.required_evidence.map(words).join(', ') || 'not stated'}`,
  ];
}

function describeStep({ id, anchor, offset, event, reading }: DeadlineStep): string {
  return `${words(id)}: ${event} within ${offsetOf(offset)} of ${words(anchor)}${reading ? ` (reading ${reading})` : ''}`;
}

function offsetOf({ to, ...amounts }: Offset): string {
  const parts = Object.entries(amounts).map(([unit, amount]) => `${toText(amount)} ${words(unit)}`);
  return `${parts.join(' ')}${to === 'end' ? ', to its end' : ''}`;
}

function rangeOf({ ge, gt, lt, le }: Bounds): string {
  const low = ge ? `from ${percent(ge)}` : gt ? `above ${percent(gt)}` : '';
  const high = lt ? `below ${percent(lt)}` : le ? `up to ${percent(le)}` : '';
  return [low, high].filter((part) => part !== '').join(', ') || 'any';
}

function conditionOf(condition: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(condition)
    .map(([name, values]) => `${words(name)} is ${values.join(' or ')}`)
    .join(' and ');
}

function percent(value: Exact): string {
  return `${toText(value)} %`;
}

function words(tag: string): string {
  return tag.replaceAll('_', ' ');
}

function indented(line: string): string {
  const text = line.trimStart();
  return `${' '.repeat(line.length - text.length)}${escapeTerminal(text)}`;
}
