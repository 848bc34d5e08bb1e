import type { CreditRule, CreditRuleKind } from '../../../engine/records/credit-rule.ts';
import { formulaNames } from '../../../engine/records/formula-names.ts';
import type { Issue } from '../../../engine/records/issue.ts';
import { paysForEvents } from '../../../engine/records/pays-for-events.ts';
import type { Edition } from '../../../engine/records/terms.ts';
import { exact, HUNDRED, toText } from '../../../engine/values/exact.ts';
import { parseFormula } from '../../../engine/values/formula/parse.ts';
import type { DataPath } from '../field-path.ts';
import type { Cite } from '../zod-issues.ts';

/** Rules that read a share of the period, its hours or its failures: an event by itself has none of them. */
const OF_A_PERIOD: readonly CreditRuleKind[] = [
  'tiers',
  'avg_daily_multiple',
  'linear_shortfall',
  'waive_unit',
  'pro_rata',
  'per_failure',
];

/** Percent of a period. A promise is written where its allowance belongs more easily than one would think. */
const MOST_FREE = exact(50);

interface Misfit {
  readonly field: string;
  readonly message: string;
  readonly fix: string;
}

/** Parts of one credit rule that each can be said, and together mean nothing; and expressions that cannot be read. */
export function checkCreditRules(versions: readonly Edition[], cite: Cite): Issue[] {
  return versions.flatMap((edition, version) =>
    edition.commitments.flatMap((commitment, position) =>
      commitment.credits.flatMap((rule, index): Issue[] => {
        const path: DataPath = ['versions', version, 'commitments', position, 'credits', index];
        const misfits = [...misfitsOf(rule), ...ownMisfits(rule)].map(
          ({ field, message, fix }): Issue => ({
            code: 'terms/rule-parts',
            severity: 'error',
            message,
            ...cite([...path, field]),
            fix,
          }),
        );
        return [...misfits, ...checkExpression(rule, path, cite)];
      }),
    ),
  );
}

function misfitsOf(rule: CreditRule): Misfit[] {
  const misfits: Misfit[] = [];
  if (paysForEvents(rule) && OF_A_PERIOD.includes(rule.rule))
    misfits.push({
      field: 'rule',
      message: `A rule of the kind ${rule.rule} reads a whole period, and this one pays for single events.`,
      fix: 'Use flat_percent, multiplier, step, hours_table or formula for events.',
    });
  if (rule.basis !== 'period') return misfits;
  if (rule.caps.some((cap) => cap.per !== 'period'))
    misfits.push({
      field: 'caps',
      message: 'A cap for each incident or event stands in a rule that pays once for a period.',
      fix: 'Say `basis: incident`, or give the cap `per: period`.',
    });
  if (rule.minimum?.per === 'incident')
    misfits.push({
      field: 'minimum',
      message: 'A minimum for each incident stands in a rule that pays once for a period.',
      fix: 'Say `basis: incident`, or give the minimum `per: period`.',
    });
  return misfits;
}

function ownMisfits(rule: CreditRule): Misfit[] {
  const allowed = rule.rule === 'step' || rule.rule === 'multiplier' ? rule.allowance_percent : null;
  if (allowed && allowed.compare(MOST_FREE) > 0)
    return [
      {
        field: 'allowance_percent',
        message: `An allowance is the part of the period that is free, and ${toText(allowed)} % is most of it.`,
        fix: `Write what the promise leaves: ${toText(HUNDRED.sub(allowed))} for a promise of ${toText(allowed)} %.`,
      },
    ];
  if (rule.rule === 'per_failure' && rule.basis === 'incident')
    return [{ field: 'basis', message: 'Failures are counted over a period.', fix: 'Say `basis: period`.' }];
  if (rule.rule !== 'multiplier') return [];
  const misfits: Misfit[] = [];
  if ((rule.multiplier === null) === (rule.multiplier_by === null))
    misfits.push({
      field: 'multiplier',
      message: 'A multiplier needs `multiplier` or `multiplier_by`.',
      fix: 'Give exactly one of the two.',
    });
  if (rule.duration === 'since_last_start' && !paysForEvents(rule))
    misfits.push({
      field: 'duration',
      message: 'Run time since the last start is known of stated events only.',
      fix: 'Say `pays_for: lost_runtime`.',
    });
  if (rule.duration !== 'beyond_allowance') return misfits;
  if ((rule.allowance_percent === null) === (rule.target === null))
    misfits.push({
      field: 'duration',
      message: 'What lies beyond the allowance needs `allowance_percent` or `target`.',
      fix: 'Give exactly one of the two.',
    });
  if (rule.basis !== 'period')
    misfits.push({ field: 'basis', message: 'An allowance is one of the period.', fix: 'Say `basis: period`.' });
  return misfits;
}

function checkExpression(rule: CreditRule, path: DataPath, cite: Cite): Issue[] {
  if (rule.rule !== 'formula') return [];
  const reading = parseFormula(rule.expression, formulaNames(rule));
  if (reading.ok) return [];
  return [
    {
      code: 'terms/bad-formula',
      severity: 'error',
      message: `The expression cannot be read at its character ${reading.at}: ${reading.problem}.`,
      ...cite([...path, 'expression']),
      fix: reading.fix,
    },
  ];
}
