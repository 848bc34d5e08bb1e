import type { Issue, Origin } from '../../../engine/records/issue.ts';
import { exact, parseDecimal } from '../../../engine/values/exact.ts';
import type { Instant } from '../../../engine/values/instant.ts';
import type { JsonValue } from '../../syntax/json.ts';
import { readStamp } from '../../syntax/stamp.ts';
import { excerptOf } from '../../syntax/text.ts';
import { codes } from '../codes.ts';

export interface HealthTimeContext {
  readonly origin: Origin;
  readonly zone?: string;
  readonly what: string;
}

/** null: not stated, or not readable, and then there is an issue. */
export interface HealthTime {
  readonly instant: Instant | null;
  readonly issues: readonly Issue[];
}

const ABSENT: HealthTime = { instant: null, issues: [] };
const EPOCH = /^\d{1,11}(?:\.\d{1,9})?$/;
const RFC_1123 =
  /^(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) (\d{2}:\d{2}:\d{2}) (GMT|UTC|[+-]\d{4})$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const LONGEST_TIME = 40;

/**
 * A time as AWS Health writes it: epoch seconds with a fraction (CLI), RFC 1123 text (EventBridge), ISO text (SDKs) or
 * `2022-07-02 12:33:26.951000+00:00` (Health Aware). What lies below the millisecond is cut.
 */
export function readHealthTime(value: JsonValue | undefined, context: HealthTimeContext): HealthTime {
  if (value === undefined || value === null || value === '') return ABSENT;
  // The shortest text of a double is what the file says up to 15 digits; milliseconds of today need 13.
  const text = String(value).trim();
  if (typeof value === 'number' || EPOCH.test(text.slice(0, LONGEST_TIME))) return fromEpoch(text, context);
  const dated = text.length <= LONGEST_TIME ? RFC_1123.exec(text) : null;
  if (dated) return fromRfc1123(text, dated, context);
  const read = readStamp(text, { ...context, codes });
  return read.ok ? { instant: read.instant, issues: [] } : { instant: null, issues: [read.issue] };
}

function fromEpoch(text: string, { origin, what }: HealthTimeContext): HealthTime {
  const seconds = EPOCH.test(text) ? parseDecimal(text) : undefined;
  if (seconds) return { instant: Number(seconds.mul(exact(1000)).floor().n), issues: [] };
  const message = `${what} "${excerptOf(text)}" is not a count of seconds since 1970.`;
  return {
    instant: null,
    issues: [
      {
        code: codes.notATime,
        severity: 'error',
        message,
        origin,
        excerpt: excerptOf(text),
        fix: 'Export the file again with the AWS CLI, or write the time in ISO 8601.',
      },
    ],
  };
}

// By its fields: examples that AWS publishes carry a wrong weekday.
function fromRfc1123(
  text: string,
  [, weekday, day = '', month = '', year = '', clock = '', zone = '']: RegExpExecArray,
  context: HealthTimeContext,
): HealthTime {
  const monthNumber = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
  const offset = zone === 'GMT' || zone === 'UTC' ? 'Z' : zone;
  const read = readStamp(`${year}-${monthNumber}-${day.padStart(2, '0')}T${clock}${offset}`, { ...context, codes });
  if (!read.ok) return { instant: null, issues: [read.issue] };
  const right = DAYS[new Date(Date.UTC(Number(year), Number(monthNumber) - 1, Number(day))).getUTCDay()];
  if (!weekday || right?.startsWith(weekday)) return { instant: read.instant, issues: [] };
  const issue: Issue = {
    code: 'outages/wrong-weekday',
    severity: 'warning',
    message: `${context.what} "${text}" was a ${right}, not ${weekday}; the date is taken.`,
    origin: context.origin,
    excerpt: text,
    fix: 'Check the date against the AWS Health Dashboard.',
  };
  return { instant: read.instant, issues: [issue] };
}
