export type Mapping = { readonly [key: string]: unknown };

/** A mapping of the file or of the model; an exact number is a value, not a mapping. */
export function isMapping(value: unknown): value is Mapping {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !('n' in value && typeof value.n === 'bigint')
  );
}

/** What stands at a path, `undefined` where nothing does. */
export function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => {
    if (Array.isArray(at)) return at[Number(key)];
    return isMapping(at) && Object.hasOwn(at, key) ? at[String(key)] : undefined;
  }, data);
}

/** The data with one value replaced; mappings that are missing on the way are made. Nothing is changed in place. */
export function withValueAt(data: unknown, path: readonly PropertyKey[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(data))
    return data.map((item, position) => (position === Number(key) ? withValueAt(item, rest, value) : item));
  const copy: Record<string, unknown> = Object.assign(Object.create(null), isMapping(data) ? data : {});
  copy[String(key)] = withValueAt(copy[String(key)], rest, value);
  return copy;
}

/** A value of the file on one line, for people: `[{lt: 99.9, percent: 10}]`. */
export function inWords(value: unknown): string {
  if (value === undefined || value === null) return 'not stated';
  if (Array.isArray(value)) return `[${value.map(inWords).join(', ')}]`;
  if (!isMapping(value)) return String(value);
  return `{${Object.entries(value)
    .map(([key, child]) => `${key}: ${inWords(child)}`)
    .join(', ')}}`;
}
