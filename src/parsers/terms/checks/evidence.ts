import type { CreditRule } from '../../../engine/records/credit-rule.ts';
import { covers } from '../../../engine/records/field-path.ts';
import type { Issue } from '../../../engine/records/issue.ts';
import type { Edition } from '../../../engine/records/terms.ts';
import { type DataPath, fieldPathsOf } from '../field-path.ts';
import { isMapping, valueAt } from '../mapping.ts';
import type { Cite } from '../zod-issues.ts';

/** Every field that yields a figure says how well its text is known: by an entry of its own, or by the edition's default. */
export function checkEvidence(versions: readonly Edition[], data: unknown, cite: Cite): Issue[] {
  return versions.flatMap((edition, version) => {
    if (isMapping(valueAt(data, ['versions', version, 'evidence_default']))) return [];
    const paths = fieldPathsOf(edition);
    return figureFields(edition)
      .filter((field) => !edition.evidence.some((entry) => covers(entry.field, field)))
      .map(
        (field): Issue => ({
          code: 'terms/no-evidence',
          severity: 'error',
          message: `Nothing says how well "${field}" is known, and a figure rests on it.`,
          ...cite(['versions', version, ...(paths.get(field) as DataPath)]),
          fix: 'Add an entry under `evidence` with the field and its grade, or an `evidence_default` for the whole edition.',
        }),
      );
  });
}

/** The fields of an edition that a figure rests on. */
export function figureFields(edition: Edition): string[] {
  const promises = edition.commitments.flatMap((commitment) => {
    const at = `commitments.${commitment.id}`;
    return [
      `${at}.metric`,
      ...commitment.credits.flatMap((rule) => ruleFields(rule).map((field) => `${at}.credits.${rule.id}.${field}`)),
    ];
  });
  return edition.claim.steps.length > 0 ? [...promises, 'claim.steps'] : promises;
}

/** The fields of a credit rule that are numbers of the contract, and those around it. */
export function ruleFields(rule: CreditRule): string[] {
  if (rule.rule === 'none') return [];
  return [...ownFields(rule), 'base', ...(rule.minimum ? ['minimum'] : []), ...(rule.caps.length > 0 ? ['caps'] : [])];
}

function ownFields(rule: CreditRule): string[] {
  switch (rule.rule) {
    case 'tiers':
      return rule.levels.length > 0 ? ['levels'] : ['tiers'];
    case 'flat_percent':
      return ['percent'];
    case 'step':
      return ['step'];
    case 'per_failure':
      return ['allowance', 'percent'];
    case 'multiplier':
      return [rule.multiplier ? 'multiplier' : 'multiplier_by'];
    case 'hours_table':
      return ['table'];
    case 'avg_daily_multiple':
      return ['tiers'];
    case 'linear_shortfall':
      return ['target'];
    case 'waive_unit':
      return ['trigger'];
    case 'formula':
      return ['expression'];
    default:
      return [];
  }
}
