/** Names under which exports, logs and people speak of a vendor, in lower case; the first is the key. */
const NAMES: readonly (readonly [vendor: string, names: readonly string[]])[] = [
  ['aws', ['aws', 'amazon', 'amazon web services', 'amazon web services, inc.']],
  ['azure', ['azure', 'microsoft', 'microsoft azure', 'microsoft corporation']],
  ['gcp', ['gcp', 'google', 'google cloud', 'google cloud platform', 'google llc']],
  ['oci', ['oci', 'oracle', 'oracle cloud', 'oracle cloud infrastructure', 'oracle corporation']],
];

/** `aws` for `Amazon Web Services`; a vendor that is not in the list goes by its own name in lower case. */
export function normalizeVendor(name: string): string {
  const lower = name.trim().toLowerCase();
  return NAMES.find(([, names]) => names.includes(lower))?.[0] ?? lower;
}

/** Every name of the vendors whose key passes the test. */
export function vendorNames(isMeant: (vendor: string) => boolean): string[] {
  return NAMES.filter(([vendor]) => isMeant(vendor)).flatMap(([, names]) => names);
}
