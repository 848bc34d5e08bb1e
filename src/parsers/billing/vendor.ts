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

/** The names that a vendor key of a selector stands for. A pattern is tried on the keys, and stays for unlisted vendors. */
export function namesOfVendor(value: string): readonly string[] {
  const lower = value.trim().toLowerCase();
  const pattern = new RegExp(`^${lower.split('*').map(escapeForRegExp).join('.*')}$`);
  return [lower, ...NAMES.filter(([vendor]) => pattern.test(vendor)).flatMap(([, names]) => names)];
}

function escapeForRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
