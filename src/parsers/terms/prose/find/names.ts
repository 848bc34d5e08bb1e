import { type Found, found } from '../found.ts';
import type { Passages } from '../passages.ts';

const NAME = String.raw`[A-Z][\w&]*(?:[.-][A-Za-z]\w*)*(?:\s+[A-Z][\w&]*(?:[.-][A-Za-z]\w*)*){0,3}(?:\s*,?\s+(?:Inc\.?|LLC|Ltd\.?|GmbH|AG|B\.V\.|S\.A\.|Corp\.?|Corporation|Limited))?`;
const CALLED = /\(\s*(?:the\s+)?"([^"]{2,40})",?\s*(?:and\s+)?"(?:us|we|our)"/i;
const PROVIDED = new RegExp(String.raw`\b(?:services? )?(?:provided|offered|operated) by (${NAME})`);
const BETWEEN = new RegExp(String.raw`\bbetween (${NAME})(?:,| and\b| \()`);
const NAMED_SLA = new RegExp(String.raw`\b(?:This|The) (${NAME}?)(?:\s+\w+)?\s+Service (?:Level|Legal) Agreement`);
const PROMISES = new RegExp(
  String.raw`(?:^|[.;]\s)(${NAME}) (?:will use|will provide|guarantees|commits|warrants|will guarantee|shall use|will ensure)`,
);
const AGREES = new RegExp(String.raw`\b(?:agreement under which|if) (${NAME}) (?:has agreed|does not meet|fails)`, 'i');

const NOBODY =
  /^(?:we|us|our|you|your|provider|company|vendor|supplier|customer|client|the|this|service|services|sla|it|if|licensor|each|monthly|service level|microsoft volume)$/i;

/** Words of titles: a name made of them alone is none. */
const GENERIC =
  /^(?:(?:web|site|website|availability|hosting|cloud|service|services|level|standard|network|uptime|platform|enterprise|customer|business|premium|support|general|master|online|managed|virtual|dedicated|server|data|center|public|private|sla|monthly|database-as-a-service|subscription)\s*)+$/i;

/** The vendor's name, by the sentences in which it names itself; best first. */
export function findVendor({ sentences }: Passages): readonly Found<string>[] {
  const early = sentences.slice(0, 80);
  const patterns: readonly (readonly [RegExp, 'sure' | 'likely'])[] = [
    [CALLED, 'sure'],
    [PROVIDED, 'likely'],
    [BETWEEN, 'likely'],
    [PROMISES, 'likely'],
    [NAMED_SLA, 'likely'],
    [AGREES, 'likely'],
  ];
  for (const [pattern, confidence] of patterns) {
    for (const sentence of early) {
      const name = pattern
        .exec(sentence.plain)?.[1]
        ?.replace(/[.,]+$/, '')
        .trim();
      const dotted =
        name && /\b(?:Inc|Ltd|Corp)$/.test(name) && sentence.plain.includes(`${name}.`) ? `${name}.` : name;
      if (
        dotted &&
        !NOBODY.test(dotted) &&
        !GENERIC.test(dotted) &&
        !/^(?:This|The|Each|Our|Your|If|In)\b/.test(dotted)
      )
        return [found(dotted, confidence, sentence)];
    }
  }
  return [];
}

const SLA = /\bservice[- ]level|\bSLA\b|\buptime\b|\bavailability\b/i;

/** The title: what the file says, else its first heading or line that speaks of service levels. */
export function findTitle({ title, passages }: Passages): Found<string> | null {
  const [top] = passages;
  if (!top) return null;
  const isTitle = ({ plain }: { readonly plain: string }) =>
    SLA.test(plain) && plain.length <= 100 && !/^\d|[.;]$/.test(plain);
  const first = passages.slice(0, 3).find((passage) => passage.kind === 'heading' && isTitle(passage));
  if (first) return found(first.text, 'sure', first);
  if (title && SLA.test(title)) return found(title, 'sure', { text: title, place: top.place });
  const line = passages.slice(0, 6).find(isTitle);
  if (line) return found(line.text, 'sure', line);
  const heading = passages.find((passage) => passage.kind === 'heading' && isTitle(passage));
  if (heading) return found(heading.text, 'likely', heading);
  return title ? found(title, 'likely', { text: title, place: top.place }) : null;
}

export interface ReadScope {
  readonly level: 'resource' | 'zone' | 'region' | 'account';
  readonly unit: string;
}

const RESOURCES =
  'instance|virtual machine|vm|server|node|cluster|database|volume|droplet|container|bucket|load balancer|shard|cache|deployment|project|subscription|organi[sz]ation|account|namespace|tenant|application|website|site|region|zone';
const EACH = new RegExp(
  String.raw`\b(?:for (?:a|each|any) (?:given )?|per |each (?:individual )?|calculated per |determined[^.]{0,40} per )((?:[\w-]+ ){0,3}?(?:${RESOURCES}))s?\b`,
  'i',
);
const APPLIES = new RegExp(String.raw`\bapplies separately (?:to|for) each ((?:\w+ ){0,2}?(?:${RESOURCES}))`, 'i');

/** The unit that one credit is for. */
export function findScope({ sentences }: Passages): readonly Found<ReadScope>[] {
  const all = sentences.flatMap((sentence): Found<ReadScope>[] => {
    const { plain } = sentence;
    const measured = /\b(?:uptime|availab\w*|downtime|credit)\b/i.test(plain) ? EACH.exec(plain)?.[1] : undefined;
    const applied = APPLIES.exec(plain)?.[1];
    const unit = measured ?? applied;
    if (unit === undefined) return [];
    return [found({ level: levelOf(unit), unit: unit.toLowerCase() }, measured ? 'likely' : 'unsure', sentence)];
  });
  const likely = all.filter(({ confidence }) => confidence === 'likely');
  return likely.length > 0 ? likely : all;
}

function levelOf(unit: string): ReadScope['level'] {
  if (/region$/i.test(unit)) return 'region';
  if (/zone$/i.test(unit)) return 'zone';
  return /(?:account|organi[sz]ation|subscription|tenant|project)$/i.test(unit) ? 'account' : 'resource';
}
