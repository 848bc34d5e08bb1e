import { covers } from '../../engine/records/field-path.ts';
import type { Issue, Origin, Result } from '../../engine/records/issue.ts';
import type { AppliedOverride, Edition, Evidence } from '../../engine/records/terms.ts';
import { nearest } from '../../engine/values/nearest.ts';
import { readYaml, type YamlDocument } from '../syntax/yaml.ts';
import { type DataPath, fieldPathsOf } from './field-path.ts';
import { inWords, valueAt, withValueAt } from './mapping.ts';
import { overlayFile } from './schema/overlay.ts';
import { type Cite, toIssues } from './zod-issues.ts';

/** One negotiated value in one edition: where it stands in the terms, where it was written. */
export interface Override {
  readonly version: number;
  readonly field: string;
  readonly path: DataPath;
  readonly overlay: YamlDocument;
  readonly position: number;
  readonly evidence: Evidence;
}

export interface Overlaid {
  readonly data: unknown;
  readonly overrides: readonly Override[];
  readonly applied: readonly AppliedOverride[];
}

/** What an overlay is laid over: terms that were read without an error. */
export interface Base {
  readonly id: string;
  readonly data: unknown;
  readonly versions: readonly Edition[];
}

/** Lays one overlay over the data of terms. A value is judged later, by the schema, where it then stands. */
export function layOver(
  base: Base,
  below: Overlaid,
  file: { readonly label: string; readonly text: string },
): Result<Overlaid | null> {
  const read = readYaml(file.text, { file: file.label, room: 'terms' });
  const overlay = read.value;
  if (!overlay) return { value: null, issues: read.issues };
  const parsed = overlayFile.safeParse(overlay.data, { reportInput: true });
  if (!parsed.success) return { value: null, issues: toIssues(parsed.error.issues, overlay.cite) };
  const { terms, document, overrides } = parsed.data;
  if (terms !== base.id) {
    const message = `This overlay is for ${terms}, and it is laid over ${base.id}.`;
    return {
      value: null,
      issues: [
        {
          code: 'terms/overlay-mismatch',
          severity: 'error',
          message,
          ...overlay.cite(['terms']),
          fix: `Write \`terms: ${base.id}\`, or lay it over ${terms}.`,
        },
      ],
    };
  }

  const issues: Issue[] = [];
  let result = below;
  for (const [position, override] of overrides.entries()) {
    const targets = targetsOf(base.versions, override.field, override.edition);
    const problem =
      targets.length === 0
        ? unknownField(base.versions, override.field, override.edition)
        : conflict(result.overrides, override.field, overlay);
    if (problem) {
      issues.push({
        ...problem,
        ...overlay.cite([
          'overrides',
          position,
          override.edition !== undefined && problem.code === 'terms/unknown-edition' ? 'edition' : 'field',
        ]),
      });
      continue;
    }
    const value = valueAt(overlay.data, ['overrides', position, 'value']);
    const title = `${document.title} (${document.date}), ${override.source}`;
    const evidence: Evidence = {
      field: override.field,
      grade: 'negotiated',
      url: null,
      retrieved: null,
      version_date: document.date,
      quote_hash: null,
      note: title,
    };
    const first = targets[0] as { version: number; path: DataPath };
    const applied: AppliedOverride = {
      field: override.field,
      document: title,
      was: inWords(valueAt(result.data, ['versions', first.version, ...first.path])),
      now: inWords(value),
      origin: overlay.cite(['overrides', position, 'value']).origin,
    };
    result = {
      data: targets.reduce(
        (data, { version, path }) => withValueAt(data, ['versions', version, ...path], value),
        result.data,
      ),
      overrides: [
        ...result.overrides,
        ...targets.map(({ version, path }) => ({ version, field: override.field, path, overlay, position, evidence })),
      ],
      applied: [...result.applied, applied],
    };
  }
  return { value: issues.length > 0 ? null : result, issues };
}

/** Places of the overlaid data: what an overlay wrote stands in the overlay. */
export function citeOverlaid(cite: Cite, overrides: readonly Override[]): Cite {
  return (path, part) => {
    const inside = overrides.findLast((one) => startsWith(path, ['versions', one.version, ...one.path]));
    if (!inside) return cite(path, part);
    return inside.overlay.cite(['overrides', inside.position, 'value', ...path.slice(inside.path.length + 2)], part);
  };
}

/** What is negotiated is neither as well known as the public text nor as open: its evidence and its ambiguities give way. */
export function settle(edition: Edition, version: number, overrides: readonly Override[]): Edition {
  const own = overrides.filter((one) => one.version === version);
  const isReplaced = (field: string) => own.some((one) => covers(one.field, field));
  const latest = own.filter((one, position) => own.findLastIndex((other) => other.field === one.field) === position);
  return {
    ...edition,
    evidence: [...edition.evidence.filter((entry) => !isReplaced(entry.field)), ...latest.map((one) => one.evidence)],
    ambiguity: edition.ambiguity.filter((entry) => !isReplaced(entry.field)),
  };
}

/** Where each field stands that the file or an overlay states. */
export function placesOf(edition: Edition, version: number, data: unknown, cite: Cite): ReadonlyMap<string, Origin> {
  const places = new Map<string, Origin>();
  for (const [field, path] of fieldPathsOf(edition)) {
    const full = ['versions', version, ...path];
    if (valueAt(data, full) !== undefined) places.set(field, cite(full, 'key').origin);
  }
  return places;
}

function targetsOf(
  versions: readonly Edition[],
  field: string,
  edition: string | undefined,
): { version: number; path: DataPath }[] {
  return versions.flatMap((one, version) => {
    const path = edition === undefined || one.edition === edition ? fieldPathsOf(one).get(field) : undefined;
    return path ? [{ version, path }] : [];
  });
}

type Problem = Pick<Issue, 'code' | 'severity' | 'message' | 'fix'>;

function unknownField(versions: readonly Edition[], field: string, edition: string | undefined): Problem {
  const names = versions.map((one) => one.edition);
  if (edition !== undefined && !names.includes(edition)) {
    return {
      code: 'terms/unknown-edition',
      severity: 'error',
      message: `There is no edition "${edition.slice(0, 80)}".`,
      fix: `The editions are: ${names.join(', ')}.`,
    };
  }
  const [near] = nearest(
    field,
    versions.flatMap((one) => [...fieldPathsOf(one).keys()]),
    1,
  );
  return {
    code: 'terms/unknown-field',
    severity: 'error',
    message: `The terms have no field "${field.slice(0, 120)}".`,
    fix: near
      ? `Did you mean "${near}"?`
      : 'Field paths look like `commitments.<id>.credits.<id>.tiers` or `claim.steps`; `makewhole terms show` prints them.',
  };
}

/** A later document may replace what an earlier one said; a value inside another replaced value has no clear meaning. */
function conflict(before: readonly Override[], field: string, overlay: YamlDocument): Problem | undefined {
  const other = before.find((one) =>
    one.field === field ? one.overlay === overlay : covers(one.field, field) || covers(field, one.field),
  );
  if (!other) return undefined;
  return {
    code: 'terms/overlay-conflict',
    severity: 'error',
    message: `Two overrides change the same thing: "${other.field}" (${other.overlay.file}) and "${field}".`,
    fix: 'Write one override that says the whole of it.',
  };
}

function startsWith(path: readonly PropertyKey[], prefix: readonly PropertyKey[]): boolean {
  return prefix.every((segment, position) => path[position] === segment);
}
