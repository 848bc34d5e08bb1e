import type { ZoneMap } from '../engine/records/case-records.ts';
import type { ChargeSelector } from '../engine/records/charge.ts';
import type { CaseTraining } from './case-schema.ts';

/** Which charges a run stands on, and the place it ran in as far as the same words say it. */
export interface RunPlace {
  readonly selector: ChargeSelector | null;
  readonly zone: string | null;
  readonly region: string | null;
}

// `use1-az4`, `us-east-1a`, `us-central1-a`: a zone ends in a letter or in an az number, a region in a plain number.
const ZONE = /(?:-az\d{1,2}|\d-?[a-z])$/i;

/**
 * Reads `p5.48xlarge in use1-az4` (or only one of the two sides), or FOCUS columns. A bill may know a zone by its id or
 * by the account's name for it: where the case maps the two, both are meant.
 */
export function readResources(stated: CaseTraining['resources'], zones: readonly ZoneMap[]): RunPlace {
  if (!stated) return { selector: null, zone: null, region: null };
  if ('selector' in stated) return placeOf(stated.selector, zones);
  const [types = '', place = ''] = splitOnce(stated.written, ' in ');
  const kinds = types
    .split(',')
    .map((type) => type.trim())
    .filter((type) => type !== '');
  const selector: { -readonly [column in keyof ChargeSelector]: ChargeSelector[column] } = {};
  if (kinds.length > 0) selector.x_InstanceType = kinds;
  if (place !== '') selector[ZONE.test(place) ? 'AvailabilityZone' : 'RegionId'] = [place];
  return placeOf(selector, zones);
}

function placeOf(selector: ChargeSelector, zones: readonly ZoneMap[]): RunPlace {
  const named = selector.AvailabilityZone;
  const widened = named ? { ...selector, AvailabilityZone: named.flatMap((zone) => bothNames(zone, zones)) } : selector;
  return { selector: widened, zone: only(named), region: only(selector.RegionId) };
}

function bothNames(zone: string, zones: readonly ZoneMap[]): string[] {
  const others = zones.flatMap(({ zoneId, zoneName }) =>
    zoneId === zone ? [zoneName] : zoneName === zone ? [zoneId] : [],
  );
  return [...new Set([zone, ...others])];
}

function only(values: readonly string[] | undefined): string | null {
  return values?.length === 1 && !values[0]?.includes('*') ? (values[0] ?? null) : null;
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text.trim()] : [text.slice(0, at).trim(), text.slice(at + separator.length).trim()];
}
