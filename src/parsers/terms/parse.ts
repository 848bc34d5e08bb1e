import type { Issue, Result } from '../../engine/records/issue.ts';
import type { Edition, Terms } from '../../engine/records/terms.ts';
import { readYaml } from '../syntax/yaml.ts';
import { checkCreditRules } from './checks/credit-rules.ts';
import { checkEditions } from './checks/editions.ts';
import { checkEvidence } from './checks/evidence.ts';
import { checkIds, checkReferences } from './checks/references.ts';
import { checkTiers } from './checks/tiers.ts';
import { type Families, inherit } from './inherit.ts';
import { citeOverlaid, layOver, type Overlaid, placesOf, settle } from './overlay.ts';
import { termsFile } from './schema/terms.ts';
import { spread } from './spread.ts';
import { type Cite, toIssues } from './zod-issues.ts';

export interface TermsText {
  /** The file as the user knows it. */
  readonly label: string;
  readonly text: string;
}

/**
 * Reads a terms file (`sla-terms/1`), completes it from the families it inherits from, and lays the customer's own
 * documents (`sla-overlay/1`) over it, in their order. A file with an error gives no terms: a contract that is half
 * understood gives wrong figures. Warnings come with the terms.
 */
export function parseTerms(
  file: TermsText,
  overlays: readonly TermsText[] = [],
  families: Families = () => null,
): Result<Terms | null> {
  const read = readYaml(file.text, { file: file.label, room: 'terms' });
  if (!read.value) return { value: null, issues: read.issues };
  const inherited = inherit(read.value, families);
  const document = inherited.value;
  if (!document) return { value: null, issues: inherited.issues };
  const public_ = validate(document.data, document.cite);
  const base = public_.value;
  if (!base) return { value: null, issues: public_.issues };
  const misread = [
    ...checkReferences(base.versions, document),
    ...check(base.versions.map(spread), document.data, document.cite),
  ];
  if (hasError(misread)) return { value: null, issues: misread };

  let overlaid: Overlaid = { data: document.data, overrides: [], applied: [] };
  for (const overlay of overlays) {
    const laid = layOver({ id: base.id, data: document.data, versions: base.versions }, overlaid, overlay);
    if (!laid.value) return { value: null, issues: [...misread, ...laid.issues] };
    overlaid = laid.value;
  }
  const cite = citeOverlaid(document.cite, overlaid.overrides);
  const whole = overlays.length > 0 ? validate(overlaid.data, cite) : public_;
  if (!whole.value) return { value: null, issues: whole.issues };
  const versions = whole.value.versions.map((edition, version) => settle(spread(edition), version, overlaid.overrides));
  const issues = overlays.length > 0 ? check(versions, overlaid.data, cite) : misread;
  if (hasError(issues)) return { value: null, issues };
  return {
    value: {
      ...whole.value,
      versions: versions.map((edition, version) => ({
        ...edition,
        places: placesOf(edition, version, overlaid.data, cite),
      })),
      overridden: overlaid.applied,
      origin: { file: file.label, line: 1, column: 1 },
    },
    issues,
  };
}

type PublicTerms = Omit<Terms, 'overridden' | 'origin'>;

function validate(data: unknown, cite: Cite): Result<PublicTerms | null> {
  const parsed = termsFile.safeParse(data, { reportInput: true });
  if (!parsed.success) return { value: null, issues: toIssues(parsed.error.issues, cite) };
  return { value: parsed.data, issues: [] };
}

function check(versions: readonly Edition[], data: unknown, cite: Cite): Issue[] {
  return [
    ...checkEditions(versions, cite),
    ...checkIds(versions, cite),
    ...checkTiers(versions, data, cite),
    ...checkCreditRules(versions, cite),
    ...checkEvidence(versions, data, cite),
  ];
}

function hasError(issues: readonly Issue[]): boolean {
  return issues.some((issue) => issue.severity === 'error');
}
