import type { Issue, Result } from '../../engine/records/issue.ts';
import { readYaml, type YamlDocument } from '../syntax/yaml.ts';
import type { DataPath } from './field-path.ts';
import { isMapping, type Mapping, valueAt } from './mapping.ts';
import { familyFile } from './schema/family.ts';
import { type Cite, toIssues } from './zod-issues.ts';

/** The file of a vendor's family, by the vendor's name; null where there is none. */
export type Families = (vendor: string) => { readonly label: string; readonly text: string } | null;

/** Terms whose editions hold what their family lends them; `cite` finds what is lent in the family's own file. */
export interface Inherited {
  readonly data: unknown;
  readonly cite: Cite;
  /** Whether what stands at a path came from a family. */
  readonly isLent: (path: readonly PropertyKey[]) => boolean;
}

/** A part of an edition that stands in another file. */
interface Loan {
  readonly path: DataPath;
  readonly family: YamlDocument;
  readonly from: DataPath;
}

/**
 * Completes every edition that says `inherits` from the family of its vendor: mappings key by key, where what the
 * edition says itself wins; lists whole or not at all. What the family says of how well its clauses are known, and how
 * they can be read, comes after the edition's own entries.
 */
export function inherit(document: YamlDocument, families: Families): Result<Inherited | null> {
  const versions = valueAt(document.data, ['versions']);
  const loans: Loan[] = [];
  const issues: Issue[] = [];
  const known = new Map<string, YamlDocument | null>();
  const completed = Array.isArray(versions)
    ? versions.map((edition, version) => {
        const name = valueAt(edition, ['inherits']);
        if (typeof name !== 'string') return edition;
        if (!known.has(name)) {
          const read = readFamily(name, families, document.cite(['versions', version, 'inherits']));
          issues.push(...read.issues);
          known.set(name, read.value);
        }
        const family = known.get(name);
        return family ? complete(edition as Mapping, ['versions', version], family, loans) : edition;
      })
    : versions;
  if (issues.length > 0) return { value: null, issues };
  const loanOf = (path: readonly PropertyKey[]) => loans.findLast((loan) => isWithin(path, loan.path));
  return {
    value: {
      data: Array.isArray(versions)
        ? Object.assign(Object.create(null), document.data, { versions: completed })
        : document.data,
      cite: (path, part) => {
        const loan = loanOf(path);
        if (!loan) return document.cite(path, part);
        return loan.family.cite([...loan.from, ...path.slice(loan.path.length)], part);
      },
      isLent: (path) => loanOf(path) !== undefined,
    },
    issues: [],
  };
}

/** Day on which a person last compared a family's clauses with their sources; null where the file cannot be read. */
export function familyChecked(file: { readonly label: string; readonly text: string }): string | null {
  const checked = valueAt(readYaml(file.text, { file: file.label, room: 'terms' }).value?.data, ['last_checked']);
  return typeof checked === 'string' ? checked : null;
}

function readFamily(
  name: string,
  families: Families,
  place: Pick<Issue, 'origin' | 'excerpt'>,
): Result<YamlDocument | null> {
  const file = families(name);
  if (!file)
    return {
      value: null,
      issues: [
        {
          code: 'terms/unknown-family',
          severity: 'error',
          message: `There is no family of documents called "${name.slice(0, 64)}".`,
          ...place,
          fix: 'A family is a file of the library, `<vendor>/_family.yaml`; without one, write the clauses out.',
        },
      ],
    };
  const read = readYaml(file.text, { file: file.label, room: 'terms' });
  if (!read.value) return read;
  const parsed = familyFile.safeParse(read.value.data, { reportInput: true });
  return parsed.success ? read : { value: null, issues: toIssues(parsed.error.issues, read.value.cite) };
}

function complete(edition: Mapping, path: DataPath, family: YamlDocument, loans: Loan[]): Mapping {
  const clauses = valueAt(family.data, ['clauses']);
  const merged = merge(edition, clauses, path, ['clauses'], family, loans) as Mapping;
  const appended = (['evidence', 'ambiguity'] as const).map((key) => {
    const own = listAt(edition, key);
    const lent = listAt(family.data, key);
    for (const index of lent.keys())
      loans.push({ path: [...path, key, own.length + index], family, from: [key, index] });
    return [key, [...own, ...lent]];
  });
  return Object.assign(Object.create(null), merged, Object.fromEntries(appended));
}

function merge(
  own: unknown,
  lent: unknown,
  path: DataPath,
  from: DataPath,
  family: YamlDocument,
  loans: Loan[],
): unknown {
  if (own === undefined) {
    loans.push({ path, family, from });
    return lent;
  }
  if (!isMapping(own) || !isMapping(lent)) return own;
  const merged: Record<string, unknown> = Object.assign(Object.create(null), own);
  for (const [key, value] of Object.entries(lent))
    merged[key] = merge(own[key], value, [...path, key], [...from, key], family, loans);
  return merged;
}

function listAt(data: unknown, key: string): readonly unknown[] {
  const list = valueAt(data, [key]);
  return Array.isArray(list) ? list : [];
}

function isWithin(path: readonly PropertyKey[], top: DataPath): boolean {
  return top.every((segment, position) => path[position] === segment);
}
