/** Fields of the nested columns that are read here, as BigQuery spells them. */
const NESTED: readonly (readonly [column: string, fields: readonly string[]])[] = [
  ['service', ['id', 'description']],
  ['sku', ['id', 'description']],
  ['location', ['location', 'region', 'zone']],
  ['usage', ['amount', 'unit', 'amount_in_pricing_units', 'pricing_unit']],
  ['invoice', ['month', 'publisher_type']],
  ['adjustment_info', ['id', 'type', 'description', 'mode']],
  ['resource', ['name', 'global_name']],
];

/** `service_description` and `service__description`, as people and loaders flatten it, to `service.description`. */
const FLATTENED = new Map(
  NESTED.flatMap(([column, fields]) =>
    fields.flatMap((field): [string, string][] => [
      [`${column}_${field}`, `${column}.${field}`],
      [`${column}__${field}`, `${column}.${field}`],
    ]),
  ),
);

/**
 * Dots between a column and its field, lower case. A flattened `credits_amount` keeps its name: unnesting credits repeats
 * a row's cost once for each of them, so such a file must not pass for one with a credit a row.
 */
export function canonicalGcpName(name: string): string {
  const lower = name.trim().toLowerCase();
  return FLATTENED.get(lower) ?? lower;
}

const MARKS = ['billing_account_id', 'service.description', 'sku.description', 'invoice.month', 'cost_type', 'credits'];

export function isGcpExport(columns: ReadonlySet<string>): boolean {
  return columns.has('usage_start_time') && MARKS.filter((name) => columns.has(name)).length >= 4;
}

/** The detailed export names the resource of a row; the standard one sums over resources. */
export function namesResources(columns: ReadonlySet<string>): boolean {
  return ['resource', 'resource.name', 'resource.global_name'].some((name) => columns.has(name));
}
