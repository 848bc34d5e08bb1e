import { choose, literal, type Sql } from './sql.ts';

/** Names under which exports speak of a vendor, in lower case. */
const NAMES: readonly (readonly [vendor: string, names: readonly string[]])[] = [
  ['aws', ['aws', 'amazon', 'amazon web services', 'amazon web services, inc.']],
  ['azure', ['azure', 'microsoft', 'microsoft azure', 'microsoft corporation']],
  ['gcp', ['gcp', 'google', 'google cloud', 'google cloud platform', 'google llc']],
  ['oci', ['oci', 'oracle', 'oracle cloud', 'oracle cloud infrastructure', 'oracle corporation']],
];

/** `aws` for `Amazon Web Services`; a vendor that is not in the list goes by its own name in lower case. */
export function normalizeVendor(name: string | null): string | null {
  if (name === null) return null;
  const lower = name.trim().toLowerCase();
  return NAMES.find(([, names]) => names.includes(lower))?.[0] ?? lower;
}

/** {@link normalizeVendor} as SQL, for selecting on. */
export function vendorSql(name: Sql): Sql {
  const lower = `lower(trim(${name}))`;
  return choose(
    NAMES.map(([vendor, names]) => [`${lower} IN (${names.map(literal).join(', ')})`, literal(vendor)] as const),
    lower,
  );
}
