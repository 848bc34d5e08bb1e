/** What the folders of an export say of a file. */
export interface DeliveryPath {
  /** Everything above the month: one export of one account. */
  readonly stream: string;
  /** The month's folder, `BILLING_PERIOD=2024-03` or `20240301-20240401`. */
  readonly month: string;
  /** The folder of one delivery below it; null where deliveries overwrite each other. */
  readonly delivery: string | null;
  /** When it was delivered, as text that sorts, where the folder's name says so. */
  readonly ranAt: string | null;
}

const MONTH = /^(BILLING_PERIOD=\d{4}-\d{2}|\d{8}-\d{8})$/i;
const STAMP = /^\d{4}-\d{2}-\d{2}T\d{2}[:_]?\d{2}[:_]?\d{2}/;
const COMPACT_STAMP = /^\d{12}$/;

/**
 * Reads the layout that AWS and Azure give their exports: `<export>/data/BILLING_PERIOD=2024-03/<time>-<id>/<part>` of AWS
 * Data Exports with new files for each delivery, `<report>/20240301-20240401/<assembly id>/<part>` of the legacy report,
 * `<export>/20240301-20240331/<run id>/<part>` of Azure (research/billing.md 2). null: no month in the path.
 *
 * @param path with slashes
 */
export function readDeliveryPath(path: string): DeliveryPath | null {
  const folders = path.split('/').slice(0, -1);
  const at = folders.findLastIndex((folder) => MONTH.test(folder));
  if (at < 0) return null;
  const below = folders.slice(at + 1);
  const stamped = below.find((folder) => STAMP.test(folder) || COMPACT_STAMP.test(folder));
  return {
    stream: folders.slice(0, at).join('/'),
    month: folders[at] ?? '',
    delivery: below.length === 0 ? null : below.join('/'),
    ranAt: stamped ?? null,
  };
}
