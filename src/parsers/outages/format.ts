import type { Result } from '../../engine/records/issue.ts';
import type { OutageLog } from '../../engine/records/outage.ts';
import type { FileRows } from '../syntax/row-tally.ts';
import type { TextFile } from '../syntax/text-file.ts';

/**
 * What the user says of a log that names no vendor, service or place itself (`maps:` of the case file). With `target`
 * it is about that target of a probe log only, without one about every row that leaves the cell empty.
 */
export interface OutageMap {
  readonly target?: string;
  readonly vendor?: string;
  readonly service?: string;
  readonly region?: string;
  readonly zone?: string;
  readonly resource?: string;
}

export interface OutageOptions {
  /** IANA zone of times without an offset, as the user states it. */
  readonly zone?: string;
  readonly maps?: OutageMap | readonly OutageMap[];
}

/** The outages of one file, what was wrong in it, and what became of its rows. */
export interface OutageReading extends Result<OutageLog> {
  readonly rows: FileRows;
}

/** One kind of outage log. A file of the folder `formats` exports one as `format`. */
export interface OutageFormat {
  /** kebab-case, as `format:` in a case file names it. */
  readonly id: string;
  readonly title: string;
  /** By content, from the head of the file. No two formats recognize the same file. */
  readonly recognize: (file: TextFile) => boolean;
  readonly parse: (file: TextFile, options: OutageOptions) => OutageReading;
}

/** The maps that apply to a target, the more particular ones last. */
export function mapFor(options: OutageOptions, target?: string): OutageMap {
  const { maps } = options;
  const list: readonly OutageMap[] = maps === undefined ? [] : isList(maps) ? maps : [maps];
  const general = list.filter((map) => map.target === undefined);
  const particular = list.filter((map) => map.target !== undefined && map.target === target);
  return Object.assign({}, ...general, ...particular);
}

function isList(maps: OutageMap | readonly OutageMap[]): maps is readonly OutageMap[] {
  return Array.isArray(maps);
}
