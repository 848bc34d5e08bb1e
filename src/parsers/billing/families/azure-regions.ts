import { choose, literal, type Sql } from '../sql.ts';

/*
 * Azure writes one region in many ways: `eastus`, `EastUS`, `East US`, `US East`, `useast`. The id is the name in lower
 * case without spaces, but in `US East` the geography stands first (learn.microsoft.com/azure/reliability/regions-list;
 * the spellings are those of the FinOps toolkit's open data on regions).
 */

const DIRECTIONS = '(?:north|south|east|west|central)+';
/** Geographies whose regions put the direction first: `US East 2` is eastus2. */
const DIRECTION_FIRST: Readonly<Record<string, string>> = { us: 'us', in: 'india', eu: 'europe', ap: 'asia' };
/** Country codes of display names, `CA Central`; told by the space, for `chnorth` and `sanorth` are other countries' ids. */
const COUNTRIES: Readonly<Record<string, string>> = {
  ae: 'uae',
  at: 'austria',
  au: 'australia',
  be: 'belgium',
  br: 'brazil',
  ca: 'canada',
  ch: 'switzerland',
  cl: 'chile',
  cn: 'china',
  de: 'germany',
  dk: 'denmark',
  es: 'spain',
  fi: 'finland',
  fr: 'france',
  id: 'indonesia',
  il: 'israel',
  it: 'italy',
  ja: 'japan',
  jp: 'japan',
  kr: 'korea',
  mx: 'mexico',
  my: 'malaysia',
  no: 'norway',
  nz: 'newzealand',
  pl: 'poland',
  qa: 'qatar',
  sa: 'saudiarabia',
  se: 'sweden',
  tw: 'taiwan',
  uk: 'uk',
  za: 'southafrica',
};
const SHORT_STATES: Readonly<Record<string, string>> = { usgovaz: 'usgovarizona', usgovtx: 'usgovtexas' };
const NOWHERE = ['', 'unassigned', 'all', 'notapplicable'];

/** The region id of a location, however it is spelled. What is not known keeps its letters, in lower case. */
export function azureRegion(location: Sql): Sql {
  const bare = `regexp_replace(lower(${location}), '[^a-z0-9]', '', 'g')`;
  const directionFirst = `'^(${Object.keys(DIRECTION_FIRST).join('|')})(${DIRECTIONS})([0-9]?)$'`;
  const spaced = `'^ *(${Object.keys(COUNTRIES).join('|')})[ _-].*'`;
  const countryFirst = `'^(..)(${DIRECTIONS})([0-9]?)$'`;
  const part = (pattern: Sql, group: number) => `regexp_extract(${bare}, ${pattern}, ${group})`;
  return choose(
    [
      [`${bare} IN (${NOWHERE.map(literal).join(', ')})`, 'NULL'],
      [
        `regexp_matches(${bare}, ${directionFirst})`,
        `concat(${part(directionFirst, 2)}, ${lookUp(part(directionFirst, 1), DIRECTION_FIRST)}, ${part(directionFirst, 3)})`,
      ],
      [
        `regexp_matches(lower(${location}), ${spaced}) AND regexp_matches(${bare}, ${countryFirst})`,
        `concat(${lookUp(part(countryFirst, 1), COUNTRIES)}, ${part(countryFirst, 2)}, ${part(countryFirst, 3)})`,
      ],
      ...Object.entries(SHORT_STATES).map(([short, id]) => [`${bare} = ${literal(short)}`, literal(id)] as const),
    ],
    bare,
  );
}

function lookUp(key: Sql, names: Readonly<Record<string, string>>): Sql {
  return `CASE ${key} ${Object.entries(names)
    .map(([short, name]) => `WHEN ${literal(short)} THEN ${literal(name)}`)
    .join(' ')} END`;
}
