import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const CODE = /['"`]((?:billing|outages|training|terms|case|engine)\/[a-z0-9-]+)['"`]/g;
/** The bill reader puts its room in front of a short code. */
const BILL_CODE = /fileError\(\s*'([a-z0-9-]+)'/g;
/** The YAML reader puts the room that asked it in front: contracts and the case file. */
const YAML_CODE = /code: '(yaml-[a-z-]+)'|\[\s*'(yaml-[a-z-]+)'/g;
const YAML_ROOMS = ['case', 'terms'];

/** Every issue code in the source, sorted. Data paths like `aws/ec2` are none: only rooms of the house count. */
export function issueCodes(root: string): string[] {
  const sources = readdirSync(join(root, 'src'), { recursive: true })
    .map((name) => join(root, 'src', String(name)))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(name, 'utf8').replaceAll(/^import .*$/gm, ''));
  const all = sources.join('\n');
  const codes = [
    ...matches(all, CODE),
    ...matches(all, BILL_CODE).map((code) => `billing/${code}`),
    ...matches(all, YAML_CODE).flatMap((code) => YAML_ROOMS.map((room) => `${room}/${code}`)),
  ];
  return [...new Set(codes)].sort();
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match.slice(1).find((group) => group !== undefined) ?? '');
}
