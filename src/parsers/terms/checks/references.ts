import type { Issue } from '../../../engine/records/issue.ts';
import type { Edition } from '../../../engine/records/terms.ts';
import { nearest } from '../../../engine/values/nearest.ts';
import { type DataPath, fieldPathsOf, matchingFields } from '../field-path.ts';
import type { Inherited } from '../inherit.ts';
import type { Cite } from '../zod-issues.ts';

/**
 * Names that are given once, and names that must exist because something speaks of them. What a family says of fields
 * that one of its documents does not have is no slip of that document.
 */
export function checkReferences(
  versions: readonly Edition[],
  { cite, isLent }: Pick<Inherited, 'cite' | 'isLent'>,
): Issue[] {
  return versions.flatMap((edition, version) => {
    const at = (...path: DataPath) => ['versions', version, ...path];
    const fields = [...fieldPathsOf(edition).keys()];
    const commitments = edition.commitments.map((commitment) => commitment.id);
    const isOwn = (key: string) => (_: unknown, position: number) => !isLent(at(key, position));
    const evidence = edition.evidence.filter(isOwn('evidence'));
    const ambiguity = edition.ambiguity.filter(isOwn('ambiguity'));
    return [
      ...evidence.flatMap((entry, position) =>
        checkField(entry.field, fields, at('evidence', position, 'field'), cite),
      ),
      ...checkOnce(
        evidence.map((entry) => entry.field),
        (position) => at('evidence', position, 'field'),
        cite,
      ),
      ...ambiguity.flatMap((entry, position) =>
        checkField(entry.field, fields, at('ambiguity', position, 'field'), cite),
      ),
      ...checkOnce(
        ambiguity.map((entry) => `${entry.subject} of ${entry.field}`),
        (position) => at('ambiguity', position, 'subject'),
        cite,
      ),
      ...edition.commitments.flatMap((commitment, position) =>
        commitment.routed_to === null
          ? []
          : checkKnown(commitment.routed_to, commitments, at('commitments', position, 'routed_to'), cite),
      ),
      ...edition.examples.flatMap((example, position) =>
        checkKnown(example.given.commitment, commitments, at('examples', position, 'given', 'commitment'), cite),
      ),
    ];
  });
}

/** Ids address list items in field paths, so no two items of a list share one. */
export function checkIds(versions: readonly Edition[], cite: Cite): Issue[] {
  return versions.flatMap((edition, version) => {
    const at = (...path: DataPath) => ['versions', version, ...path];
    return [
      ...checkOnce(
        edition.commitments.map((one) => one.id),
        (position) => at('commitments', position, 'id'),
        cite,
      ),
      ...edition.commitments.flatMap((commitment, index) =>
        checkOnce(
          commitment.credits.map((one) => one.id),
          (position) => at('commitments', index, 'credits', position, 'id'),
          cite,
        ),
      ),
      ...checkOnce(
        edition.claim.steps.map((one) => one.id),
        (position) => at('claim', 'steps', position, 'id'),
        cite,
      ),
      ...checkOnce(
        edition.claim.claimant.map((one) => one.channel),
        (position) => at('claim', 'claimant', position, 'channel'),
        cite,
      ),
      ...checkOnce(
        edition.exclusions.map((one) => one.tag),
        (position) => at('exclusions', position, 'tag'),
        cite,
      ),
      ...checkOnce(
        edition.examples.map((one) => one.id),
        (position) => at('examples', position, 'id'),
        cite,
      ),
    ];
  });
}

function checkField(field: string, known: readonly string[], path: DataPath, cite: Cite): Issue[] {
  return field.includes('*') && matchingFields(field, known).length > 0 ? [] : checkKnown(field, known, path, cite);
}

function checkKnown(name: string, known: readonly string[], path: DataPath, cite: Cite): Issue[] {
  if (known.includes(name)) return [];
  const near = nearest(name, known)[0];
  return [
    {
      code: 'terms/unknown-reference',
      severity: 'error',
      message: `"${name.slice(0, 120)}" is not in this edition.`,
      ...cite(path),
      fix: near
        ? `Did you mean "${near}"?`
        : 'Field paths look like `commitments.<id>.credits.<id>.tiers` or `claim.steps`.',
    },
  ];
}

function checkOnce(names: readonly string[], path: (position: number) => DataPath, cite: Cite): Issue[] {
  return names.flatMap((name, position): Issue[] =>
    names.indexOf(name) === position
      ? []
      : [
          {
            code: 'terms/duplicate-id',
            severity: 'error',
            message: `"${name}" stands twice in this list.`,
            ...cite(path(position)),
            fix: 'Give each item its own name.',
          },
        ],
  );
}
