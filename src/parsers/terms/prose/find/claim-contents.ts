import { type Found, found } from '../found.ts';
import type { Passage, Passages } from '../passages.ts';

export type Channel = 'support_case' | 'email' | 'portal';

export interface FoundContents {
  readonly channels: readonly Found<Channel>[];
  readonly subjects: readonly Found<string>[];
  readonly evidence: readonly Found<string>[];
}

const ABOUT = /\b(?:claim\w*|request\w*|notif\w*|e-?mail|submi\w*|report\w*|contact\w*|open\w*|log|include)\b/i;
const CLAIM_HEADING = /claim|request|procedure|obligation|report|receive|how to/i;
const EXCLUDING = /exclu|limitation|not count/i;
const SUBJECT = /"([^"]{3,80})"[^.;]{0,30}\bsubject\b|\bsubject(?: line)?[^".;]{0,30}"([^"]{3,80})"/i;
const EMAIL = /\be-?mail(?:ing)?\b[^.]{0,60}@|\be-?mail message to\b|@[\w-]+\.\w{2,}/i;
const CASE =
  /\b(?:open\w*|log|submit\w*|rais\w*|fil\w*|creat\w*)\s+(?:\w+\s+){0,3}(?:case|tickets?)\b|\bsupport (?:ticket|case|center|portal)\b|\bcontact\w* (?:our )?support\b|\bcustomer support at\b/i;
const PORTAL = /\b(?:web form|online form|dashboard|console|portal)\b/i;
const CONTENTS =
  /\b(?:includ\w*|provid\w*|contain\w*|outlin\w*|specify\w*|with the following|must prove|information)\b/i;

/** Tags of what a claim has to bring along, by the words that contracts use for it. */
const EVIDENCE: readonly (readonly [RegExp, string])[] = [
  [
    /\bdates?,?\s*(?:and|,|\/)?\s*(?:the\s+)?times?\b|\btimes? (?:and duration )?of (?:the |each |any )?(?:incident|outage|downtime|event|unavailab\w*|interruption|failure)|\bincident (?:start|times?|dates?)\b|\bstart and end\b|\bduration of\b/i,
    'incident_times',
  ],
  [/\bregions?\b|\bzones?\b|\blocations?\b/i, 'region_and_zone'],
  [/\bip address(?:es)?\b/i, 'ip_addresses'],
  [
    /\b(?:instance|resource|cluster|volume|database|db|server|droplet|node|account|project|disk|cache)\w*\s*(?:\(s\)\s*)?(?:instance\s+)?(?:ids?|names?|identifiers?)\b|\baffected\b[^.;]{0,60}\b(?:master|nodes?|unit|cluster|caches?|shards?|resources?|instances?|servers?|volumes?)\b|\b(?:domain|account id of the affected)\b/i,
    'resource_ids',
  ],
  [/\bticket (?:id|number|info)\b/i, 'ticket_number'],
  [
    /\bdetailed description\b|\bdescription of (?:the )?(?:incident|event|outage|problem)|\b(?:full|brief|short) description\b/i,
    'incident_description',
  ],
  [/\bnumber\b[^.;]{0,40}\baffected users\b|\baffected users\b/i, 'affected_users'],
  [/\battempts? to (?:resolve|fix)\b/i, 'attempts_to_resolve'],
  [/\bscreen ?shots?\b/i, 'screenshots'],
  [/\btrace ?routes?\b/i, 'traceroutes'],
];
const LOGS = /\blogs?\b(?! (?:a|in|into)\b)/i;
const REDACTED = /\basterisks?\b|\bredact\w*\b|\bremoved or replaced\b/i;
const MONITORING = /\blog files?\b|\bmonitoring data\b/i;

/** How a claim is made: by which way, under which words, with which proofs. */
export function findContents({ passages }: Passages): FoundContents {
  const channels: Found<Channel>[] = [];
  const subjects: Found<string>[] = [];
  const evidence: Found<string>[] = [];
  let listOpen = 0;
  for (const passage of passages) {
    if (EXCLUDING.test(passage.headings.at(-1) ?? '')) continue;
    const inSection =
      CLAIM_HEADING.test(passage.headings.join(' ')) || /credit|\bmust\b.*\bticket/i.test(passage.plain);
    const relevant = inSection && ABOUT.test(passage.plain);
    const subject = SUBJECT.exec(passage.plain);
    if (subject) subjects.push(found((subject[1] ?? subject[2]) as string, 'sure', passage));
    if (relevant && !/\bquestions?\b|\binitial response\b/i.test(passage.plain)) channels.push(...channelOf(passage));
    if (relevant && CONTENTS.test(passage.plain) && /:\s*$|\bthe following\b/i.test(passage.plain))
      listOpen = passage.order;
    const isListed = listOpen > 0 && passage.order > listOpen && passage.order <= listOpen + 12 && isItem(passage);
    if (isListed || (relevant && CONTENTS.test(passage.plain) && isDemand(passage)))
      evidence.push(...evidenceOf(passage, isListed));
    if (passage.kind === 'heading') listOpen = 0;
  }
  return { channels, subjects, evidence: distinct(evidence) };
}

function isItem({ kind, plain }: Passage): boolean {
  return kind === 'item' || /^\(?(?:[ivx]{1,5}|[a-z])[.)]\s/i.test(plain);
}

/** What must be given, not what the vendor gives. */
function isDemand({ plain }: Passage): boolean {
  return (
    /\b(?:must|need\w*|require\w*|should|please|shall|include)\b/i.test(plain) &&
    /\b(?:claim|request|credit|outage|report\w*|notif\w*|include)\b/i.test(plain)
  );
}

function channelOf(passage: Passage): Found<Channel>[] {
  const { plain } = passage;
  if (EMAIL.test(plain)) return [found('email', 'sure', passage)];
  if (CASE.test(plain)) return [found('support_case', 'sure', passage)];
  return PORTAL.test(plain) && /\b(?:claim|request)\b/i.test(plain) ? [found('portal', 'likely', passage)] : [];
}

function evidenceOf(passage: Passage, listed: boolean): Found<string>[] {
  const confidence = listed ? 'sure' : 'likely';
  const text = listed ? passage.plain : fromDemand(passage.plain);
  const tags = EVIDENCE.filter(([pattern]) => pattern.test(text)).map(([, tag]) => tag);
  const logs =
    !LOGS.test(text) && !MONITORING.test(text)
      ? []
      : [REDACTED.test(text) ? 'request_logs_redacted' : MONITORING.test(text) ? 'downtime_logs' : 'request_logs'];
  return [...tags, ...logs].map((tag) => found(tag, confidence, passage));
}

/** The part of a sentence that begins with what has to be given. */
function fromDemand(plain: string): string {
  const at = plain.search(
    /\b(?:must (?:also )?(?:include|provide)|includ(?:e|ing)|outlin\w*|with the following|provide)\b/i,
  );
  return at < 0 ? '' : plain.slice(at);
}

function distinct(all: readonly Found<string>[]): Found<string>[] {
  return all.filter((one, index) => all.findIndex(({ value }) => value === one.value) === index);
}
