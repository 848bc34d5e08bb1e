import { vendorNames } from '../syntax/vendor.ts';
import { wildcard } from './sql.ts';

/** The names that a vendor key of a selector stands for. A pattern is tried on the keys, and stays for unlisted vendors. */
export function namesOfVendor(value: string): readonly string[] {
  const lower = value.trim().toLowerCase();
  const pattern = new RegExp(`^${wildcard(lower)}$`);
  return [lower, ...vendorNames((vendor) => pattern.test(vendor))];
}
