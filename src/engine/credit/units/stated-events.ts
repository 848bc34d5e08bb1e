import type { Contract } from '../../records/case-records.ts';
import type { CreditRule } from '../../records/credit-rule.ts';
import { derived, type Figure, measured } from '../../records/figure.ts';
import type { Outage } from '../../records/outage.ts';
import { paysForEvents } from '../../records/pays-for-events.ts';
import type { StatedEvent } from '../../records/stated-event.ts';
import type { Commitment } from '../../records/terms.ts';
import { formatInstant, type Instant } from '../../values/instant.ts';
import { contains, type Interval, totalSeconds } from '../../values/interval.ts';
import type { Month } from '../../values/period.ts';
import type { Unit } from './units.ts';

const DAY = 86_400_000;

/** Whether the user means this rule: by its id, or by `commitment.rule`. */
export function speaksOfRule(
  event: Pick<StatedEvent, 'rule'>,
  commitment: Pick<Commitment, 'id'>,
  rule: CreditRule,
): boolean {
  return paysForEvents(rule) && (event.rule === rule.id || event.rule === `${commitment.id}.${rule.id}`);
}

/**
 * Stated events as entries of the log, without any downtime, so that each is an incident of its month and of its unit.
 * An event whose rule no edition has is left to the reader of the case, which refuses it.
 */
export function eventOutages(contracts: readonly Contract[]): Outage[] {
  return contracts.flatMap((contract) =>
    (contract.events ?? []).flatMap((event, index): Outage[] => {
      const commitments = contract.terms.versions.flatMap((edition) => edition.commitments).reverse();
      const home = commitments.find((one) => one.credits.some((rule) => speaksOfRule(event, one, rule)));
      if (!home) return [];
      const { level } = home.scope;
      return [
        {
          id: `events.${contract.terms.id}/${index + 1}`,
          vendor: contract.terms.vendor,
          ref: null,
          title: `${event.rule.replaceAll('-', ' ')}, stated by the customer`,
          services: home.covers.services.slice(0, 1).map((key) => key.replaceAll('*', '')),
          scope: { level, id: event.unit ?? level },
          begin: event.at,
          end: event.at,
          beginBasis: 'structured',
          endBasis: 'structured',
          kind: home.covers.kinds[0] ?? 'down',
          source: 'observed',
          acknowledgedAt: null,
          cause: null,
          origin: event.origin,
          event: { begin: event.begin ?? event.at, end: event.at },
        },
      ];
    }),
  );
}

/** The events of a contract that hit one unit and had happened by the day of the case. */
export function eventsOf(contract: Pick<Contract, 'events'>, unit: Unit, asOf: Instant): StatedEvent[] {
  if (unit.wideOnly) return [];
  return (contract.events ?? []).filter(
    (event) => event.at <= asOf && (event.unit === null || event.unit === unit.id || unit.contains(event.unit)),
  );
}

/** Whether events of a rule can fall into the month, wherever a reading of its zone cuts it. */
export function touchesMonth({ at }: StatedEvent, { begin, end }: Interval): boolean {
  return begin - 2 * DAY <= at && at < end + 2 * DAY;
}

export function inMonth(events: readonly StatedEvent[], month: Month): StatedEvent[] {
  return events.filter((event) => contains(month, event.at)).sort((a, b) => a.at - b.at);
}

/** What an event spans: from its begin to the event itself; nothing where no begin is stated. */
export function spanOfEvent({ begin, at }: StatedEvent): Interval[] {
  return begin !== null && begin < at ? [{ begin, end: at }] : [];
}

/** The event as the figure that its credit rests on: how long it was, or that nobody says. */
export function eventFigure(event: StatedEvent, id: string): Figure {
  const span = spanOfEvent(event);
  const proof = event.document ? `, ${event.document}` : '';
  const stated = measured({
    id: `${id}.stated`,
    label: `Stated event: ${event.rule}`,
    value: event.count,
    unit: 'count',
    formula: `at ${formatInstant(event.at)}${event.unit ? `, ${event.unit}` : ''}${proof}`,
    origin: event.origin,
  });
  const [from] = span;
  return derived({
    id,
    label: 'Length of the event',
    value: from ? totalSeconds(span) : null,
    unit: 'seconds',
    formula: from
      ? `${formatInstant(from.begin)} to ${formatInstant(from.end)}`
      : 'the event is stated without its begin',
    inputs: [stated],
  });
}

/** Remedies for something else than downtime are named where nothing of the kind is stated, so that a reader who lost data knows to ask. */
export function unstatedRemedies(
  { credits }: Commitment,
  computed: readonly { readonly rule: CreditRule }[],
): string[] {
  return credits
    .filter((rule) => paysForEvents(rule) && !computed.some((entry) => entry.rule === rule))
    .map(
      (rule) =>
        `${rule.id} pays for ${rule.pays_for === 'downtime' ? 'single events' : rule.pays_for.replaceAll('_', ' ')}, which no log shows: state it under \`events\` of the contract, with \`rule: ${rule.id}\``,
    );
}
