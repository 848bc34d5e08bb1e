import type { Issue } from '../../../engine/records/issue.ts';
import { readDeliveryPath } from './delivery-path.ts';
import type { Manifest } from './manifest.ts';

/** A file by the name reports call it, and the path its folders are read from (with slashes). */
export interface Delivered {
  readonly label: string;
  readonly path: string;
}

export interface DeliveredManifest extends Delivered {
  readonly manifest: Manifest;
}

/** A file that stays, and the delivery it is a part of: parts of one delivery never hold the same rows. */
export interface KeptFile<T> {
  readonly file: T;
  readonly delivery: string | null;
}

export interface Sorted<T> {
  readonly kept: readonly KeptFile<T>[];
  readonly issues: readonly Issue[];
}

interface Placed<T> {
  readonly file: T;
  /** The export and month it belongs to. */
  readonly month: string;
  readonly delivery: string;
  readonly ranAt: string | null;
  readonly isCurrent: boolean;
}

/**
 * Keeps the newest delivery of each month of each export, by manifests and folders alone. AWS and Azure deliver the month
 * so far anew each time: all deliveries of a month together are many times the bill. What names and folders do not tell
 * is left for the comparison of contents.
 */
export function keepNewest<T extends Delivered>(
  files: readonly T[],
  manifests: readonly DeliveredManifest[],
): Sorted<T> {
  const issues = manifests.flatMap((manifest) => missingParts(manifest, files));
  const placed = files.map((file) => place(file, manifests));
  const months = new Map<string, Placed<T>[]>();
  for (const one of placed) if (one) months.set(one.month, [...(months.get(one.month) ?? []), one]);
  const dropped = new Map<T, string>();
  for (const parts of months.values()) {
    const newest = newestOf(parts);
    if (newest === null) continue;
    const current = parts.find(({ delivery }) => delivery === newest)?.file.label ?? newest;
    for (const { file, delivery } of parts) if (delivery !== newest) dropped.set(file, current);
  }
  return {
    kept: files.flatMap((file, index) =>
      dropped.has(file) ? [] : [{ file, delivery: placed[index]?.delivery ?? null }],
    ),
    issues: [...issues, ...[...dropped].map(([file, newer]) => olderDelivery(file.label, newer))],
  };
}

function place<T extends Delivered>(file: T, manifests: readonly DeliveredManifest[]): Placed<T> | null {
  const folders = readDeliveryPath(file.path);
  const listing = manifests.filter(({ manifest }) => lists(manifest, file.path));
  const [listed] = listing;
  if (!folders && !listed) return null;
  return {
    file,
    month: folders ? `${folders.stream}/${folders.month}` : (listed?.manifest.id ?? ''),
    delivery: listed?.manifest.id ?? folders?.delivery ?? '',
    ranAt: comparable(listed?.manifest.ranAt ?? folders?.ranAt ?? null),
    // The legacy report puts a copy of the newest manifest beside the folders of its deliveries.
    isCurrent: listing.some(
      ({ path }) => folderOf(path) !== folderOf(file.path) && folderOf(folderOf(file.path)) === folderOf(path),
    ),
  };
}

/**
 * Stamps of manifests and folders in one form, `20251021050000`, for they are written in several; what is not UTC is not
 * compared.
 */
function comparable(stamp: string | null): string | null {
  if (stamp === null || /[+-](?!00:?00)\d{2}:?\d{2}$/.test(stamp.replace(/^\d{4}-\d{2}-\d{2}/, ''))) return null;
  const digits = stamp.replace(/\D/g, '').slice(0, 14);
  return digits.length < 12 ? null : digits.padEnd(14, '0');
}

/** The newest of several deliveries of a month; null where there is one only, or where nothing says which is newer. */
function newestOf(parts: readonly Placed<unknown>[]): string | null {
  const deliveries = new Map(parts.map((part) => [part.delivery, part]));
  if (deliveries.size < 2) return null;
  const current = parts.filter((part) => part.isCurrent).map((part) => part.delivery);
  if (new Set(current).size === 1) return current[0] ?? null;
  const ordered = [...deliveries.values()].sort((a, b) => ((a.ranAt ?? '') < (b.ranAt ?? '') ? 1 : -1));
  const isTold = ordered.every(({ ranAt }) => ranAt !== null) && ordered[0]?.ranAt !== ordered[1]?.ranAt;
  return isTold ? (ordered[0]?.delivery ?? null) : null;
}

/**
 * Whether a manifest lists the file: its path ends in the same folder and name, or, in a folder of the user's own, in the
 * same name. In the vendor's layout every delivery has files of the same names.
 */
function lists({ files }: Manifest, path: string): boolean {
  const own = path.split('/');
  const isLaidOut = readDeliveryPath(path) !== null;
  return files.some((listed) => {
    const [name, folder] = listed.split('/').reverse();
    return name === own.at(-1) && (folder === undefined || folder === own.at(-2) || !isLaidOut);
  });
}

function missingParts({ label, manifest }: DeliveredManifest, files: readonly Delivered[]): Issue[] {
  const there = (listed: string) => files.some(({ path }) => lists({ ...manifest, files: [listed] }, path));
  const missing = manifest.files.filter((listed) => !there(listed));
  if (missing.length === 0) return [];
  // None of its files may be those of an older delivery that was cleaned away, or of the newest that was not fetched.
  const isElsewhere = missing.length === manifest.files.length && files.length > 0;
  const [first = ''] = missing;
  return [
    {
      code: 'billing/incomplete-delivery',
      severity: isElsewhere ? 'warning' : 'error',
      message: `The manifest lists ${manifest.files.length} files, and ${missing.length} of them are not given, the first ${first.split('/').at(-1)}.`,
      origin: { file: label },
      fix: 'Download every part of the delivery, or leave the manifest out if the bill is meant to be partial.',
    },
  ];
}

function olderDelivery(label: string, newer: string): Issue {
  return {
    code: 'billing/older-delivery',
    severity: 'note',
    message: `The file belongs to an older delivery of a month that ${newer} delivers anew; it was not read.`,
    origin: { file: label },
  };
}

function folderOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}
