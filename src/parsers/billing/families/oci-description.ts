import type { Sql } from '../sql.ts';

/**
 * Oracle's reports name no shape, but the description of a GPU's price does: `OCI - Compute - GPU - H100` gives
 * `GPU - H100`. Oracle's price list is the source; prices are per GPU, not per machine.
 */
export function ociShapeFamily(description: Sql): Sql {
  return `nullif(regexp_extract(${description}, 'Compute - (GPU - [A-Za-z0-9 .-]+)$', 1), '')`;
}
