import { isMapping, type Mapping } from './mapping.ts';

/**
 * Field paths, `commitments.instance.credits.tiered.tiers`: the names by which evidence, ambiguities, overlays and
 * printed clauses speak of a field of an edition. Items of a list are named by their id (or tag, or channel); lists
 * whose items have no name (tiers, caps) are addressed as a whole.
 */

export type DataPath = readonly (string | number)[];

const NAMES = ['id', 'tag', 'channel'];

/** What describes the fields is not itself a field of the contract. */
const DESCRIPTIVE = new Set([
  'edition',
  'inherits',
  'evidence',
  'evidence_default',
  'ambiguity',
  'examples',
  'text_sha256',
  'places',
]);

/** Every field path of an edition, with the keys and list positions that lead to it. */
export function fieldPathsOf(edition: object): Map<string, DataPath> {
  const paths = new Map<string, DataPath>();
  const visit = (value: unknown, field: string, path: DataPath): void => {
    if (field !== '') paths.set(field, path);
    if (Array.isArray(value)) {
      for (const [position, item] of value.entries()) {
        const name = nameOf(item);
        if (name !== undefined) visit(item, `${field}.${name}`, [...path, position]);
      }
    } else if (isMapping(value)) {
      for (const [key, child] of Object.entries(value)) {
        if (key.includes('.') || (field === '' && DESCRIPTIVE.has(key))) continue;
        visit(child, field === '' ? key : `${field}.${key}`, [...path, key]);
      }
    }
  };
  visit(edition, '', []);
  return paths;
}

function nameOf(item: unknown): string | undefined {
  if (!isMapping(item)) return undefined;
  const key = NAMES.find((name) => typeof (item as Mapping)[name] === 'string');
  return key === undefined ? undefined : String((item as Mapping)[key]);
}

/** Fields among `known` that a path with `*` for a name means: `commitments.*.metric`. */
export function matchingFields(field: string, known: Iterable<string>): string[] {
  const segments = field.split('.');
  return [...known].filter((path) => {
    const names = path.split('.');
    return (
      names.length === segments.length && segments.every((segment, at) => segment === '*' || segment === names[at])
    );
  });
}
