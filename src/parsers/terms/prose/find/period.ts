import { type Found, found } from '../found.ts';
import { COUNT, readCount } from '../numbers.ts';
import type { Passages } from '../passages.ts';

export type PeriodKind = 'billing_month' | 'calendar_month';

const MEASURED = /\b(?:uptime|availab\w*|downtime|unavailab\w*|measured|determined|fail\w*)\b/i;
const BILLING = /\bbilling (?:cycle|month|period)\b|\bmonthly billing\b/i;
const CALENDAR = /\bcalendar month\b/i;

/** The month over which uptime is counted: by the sentence that defines or promises it. */
export function findPeriod({ sentences }: Passages): readonly Found<PeriodKind>[] {
  const all = sentences.flatMap((sentence): Found<PeriodKind>[] => {
    const { plain } = sentence;
    const billing = BILLING.test(plain);
    if (billing === CALENDAR.test(plain) || !MEASURED.test(plain)) return [];
    // When a claim is due or a credit is paid is told in billing cycles even where uptime is counted otherwise.
    if (/\b(?:claim|request|received|issue|applied|submit|incident (?:that|is|occurred))\b/i.test(plain)) return [];
    const defines =
      /\b(?:uptime|availab\w*|downtime)\b/i.test(plain) &&
      /\b(?:means|calculated|determined|during|available|percentage)\b/i.test(plain);
    return [found(billing ? 'billing_month' : 'calendar_month', defines ? 'sure' : 'likely', sentence)];
  });
  const sure = all.filter(({ confidence }) => confidence === 'sure');
  return sure.length > 0 ? sure : all;
}

const ZONE =
  /\b(?:measured|determined|calculated)\b[^.]{0,40}\b(?:in|using)\b[^.]{0,20}\b(UTC|GMT|Coordinated Universal Time)\b/i;

export function findZone({ sentences }: Passages): readonly Found<string>[] {
  return sentences.flatMap((sentence) =>
    ZONE.test(sentence.plain) && /month|period|day/i.test(sentence.plain) ? [found('UTC', 'sure', sentence)] : [],
  );
}

export interface FoundMaintenance {
  readonly counts: readonly Found<'yes' | 'no'>[];
  readonly notices: readonly Found<string>[];
  readonly allowances: readonly Found<number>[];
}

const ABOUT = /\bmaintenances?\b|\bscheduled (?:downtime|interruptions?|outages?)\b/i;
const NOT_COUNTED =
  /\bexclud\w*\b|\bexcept\w*\b|\bexclusions?\b|\bnot (?:include|considered|count\w*|apply|be considered|be counted|be provided|constitute)|\b(?:is|are) not\b|\bdoes not\b|\bother than\b|\bbut excluding\b/i;
const COUNTED = /\bincluding (?:\w+ )?maintenance\b|\bmaintenance\b[^.]{0,40}\b(?:does count|counts|is included)\b/i;
const NOTICE = new RegExp(
  String.raw`\b(${COUNT})\s*\+?\s*(business\s+|working\s+)?(hour|day|week)s?'?\s*(?:\(\w+\)\s*)?(?:in\s+advanced?|advance|prior|notice|before|earlier)`,
  'i',
);
const NOTIFIED = new RegExp(
  String.raw`\b(?:announced|notified|notice)\s+(?:at\s+least\s+)?(${COUNT})\s*\+?\s*(business\s+|working\s+)?(hour|day|week)s?`,
  'i',
);
const ALLOWANCE = new RegExp(
  String.raw`\b(?:maximum|not exceed|not to exceed|up to|no more than)\s+(?:of\s+)?(${COUNT})\s*(hour|minute)s?\s+(?:per|a|each|in any|in a)\s+(?:calendar\s+|billing\s+)?month`,
  'i',
);

/** Whether planned work counts as downtime, and how it is announced. */
export function findMaintenance({ passages }: Passages): FoundMaintenance {
  const counts: Found<'yes' | 'no'>[] = [];
  const notices: Found<string>[] = [];
  const allowances: Found<number>[] = [];
  for (const passage of passages) {
    if (passage.kind === 'heading') continue;
    const headed = ABOUT.test(passage.headings.at(-1) ?? '');
    for (const sentence of passage.sentences) {
      const { plain } = sentence;
      const about = ABOUT.test(plain);
      if (!about && !headed) continue;
      if (about) {
        const context = [passage.headings.at(-1) ?? '', passage.leadIn ?? '', plain].join(' ');
        if (COUNTED.test(plain)) counts.push(found('yes', 'sure', sentence));
        else if (NOT_COUNTED.test(plain)) counts.push(found('no', 'sure', sentence));
        else if (NOT_COUNTED.test(context)) counts.push(found('no', 'sure', sentence));
      }
      const match = NOTICE.exec(plain) ?? NOTIFIED.exec(plain);
      const count = match ? readCount(match[1] ?? '') : null;
      if (match && count !== null)
        notices.push(
          found(`${count} ${match[2] ? 'business ' : ''}${(match[3] ?? '').toLowerCase()}s`, 'sure', sentence),
        );
      const allowed = ALLOWANCE.exec(plain);
      const amount = allowed ? readCount(allowed[1] ?? '') : null;
      if (allowed && amount !== null)
        allowances.push(found(amount * (/hour/i.test(allowed[2] ?? '') ? 60 : 1), 'sure', sentence));
    }
  }
  return { counts, notices, allowances };
}
