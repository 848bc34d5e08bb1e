import { vendorNames } from '../syntax/vendor.ts';

/** The names that a vendor key of a selector stands for. A pattern is tried on the keys, and stays for unlisted vendors. */
export function namesOfVendor(value: string): readonly string[] {
  const lower = value.trim().toLowerCase();
  const pattern = new RegExp(`^${lower.split('*').map(escapeForRegExp).join('.*')}$`);
  return [lower, ...vendorNames((vendor) => pattern.test(vendor))];
}

function escapeForRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
