import type { Issue } from '../../../engine/records/issue.ts';
import { formatDay, readInstant } from '../../../engine/values/instant.ts';
import type { YamlDocument } from '../../../parsers/syntax/yaml.ts';
import type { VerifyOptions, VerifyRule } from './rule.ts';

const DAY = 86_400_000;

export const freshness: VerifyRule = ({ terms, document }, options) => checkDay(terms.last_checked, document, options);

/** Whether the day of the last comparison lies in the past, and not too far. */
export function checkDay(lastChecked: string, document: YamlDocument, { asOf, maxAgeDays }: VerifyOptions): Issue[] {
  const read = readInstant(lastChecked, 'UTC');
  if (!read.ok) return [];
  const days = Math.floor((asOf - read.instant) / DAY);
  const place = document.cite(['last_checked']);
  if (days < 0)
    return [
      {
        code: 'terms/checked-later',
        severity: 'warning',
        message: `It was compared with its sources on ${lastChecked}, which is after ${formatDay(asOf)}.`,
        ...place,
        fix: 'Correct the day, or ask as of a later one (--as-of).',
      },
    ];
  if (days <= maxAgeDays) return [];
  return [
    {
      code: 'terms/stale',
      severity: 'warning',
      message: `It was last compared with its sources ${days} days ago, on ${lastChecked}.`,
      ...place,
      fix: 'Read the sources again: add an edition where the text has changed, and set `last_checked`.',
    },
  ];
}
