import { type Found, found } from '../found.ts';
import type { Passage, Passages } from '../passages.ts';

/** Tags of research/sla/schema.md, 95, by the words that contracts use for them. */
const TAGS: readonly (readonly [string, RegExp])[] = [
  [
    'force_majeure',
    /force majeure|acts? of god|natural disaster|(?:outside|beyond)(?: of)? (?:\S+ ){0,3}(?:reasonable )?control|not within (?:\S+ ){1,2}control/i,
  ],
  ['emergency_maintenance', /emergency (?:or urgent )?maintenance|or emergency maintenance/i],
  [
    'maintenance',
    /(?:scheduled|planned|announced|routine|pre-communicated|any|for) maintenance|maintenance (?:windows?|work|periods?|as provided)|scheduled (?:down ?time|interruption)|\(?[a-z]?\)?\s*maintenance\b(?! (?:notice|procedures))/i,
  ],
  [
    'customer_action',
    /(?:actions?|inactions?|acts?|omissions?|behaviou?r|activit(?:y|ies)|errors?|lack of action|programming errors)(?: or \w+)?(?: of| by|,? or omissions of)? (?:the |any )?(?:you|your|customers?|clients?|subscribers?)\b|(?:you|your|customer|client|user)(?:'s|-)?\s?(?:caused|unauthorized action|acts?\b|actions?|behaviou?r|use of|activity errors|side)|user activity|misconfigur|any actions? or inactions? (?:of|by|from) (?:you|customer)|actions or inactions from customer/i,
  ],
  [
    'customer_equipment',
    /(?:your|customer(?:'s|s')?|client(?:'s)?)(?: own)? (?:(?!misconfig)\w+ ){0,2}?(?:equipment|hardware|software|network|facilities|systems?|technology|applications?|infrastructure)/i,
  ],
  [
    'third_party',
    /third[- ]part(?:y|ies)|3rd part(?:y|ies)|(?:services|software|hardware)[^.;]{0,30} not provided by|upstream providers?/i,
  ],
  ['beyond_demarcation', /demarcation point/i],
  [
    'network_outside',
    /internet (?:access|problems|connectivity|issues)|isp'?s?\b|internet service provider|network (?:issues?|problems?|interruptions?|unavailability|devices?|failures?)[^.;]{0,50}(?:outside|beyond|between)|networking unavailability outside|between (?:\S+ ){1,6}(?:network|site)|upstream network|outside (?:of )?our network/i,
  ],
  [
    'quota_throttle',
    /quotas?\b|throttl|rate[- ]limit|resource limits?|(?:exceed|hitting)\w* (?:\w+ ){0,3}(?:limits?|resource usage)/i,
  ],
  ['preview', /preview|pre-release|\bbeta\b|\balpha\b|pre-general availability/i],
  ['unsupported_config', /required configurations?|unsupported|not supported|supported platforms|instance class/i],
  ['suspension', /suspen(?:sion|ded)/i],
  ['ddos', /denial[- ]of[- ]service|\bddos\b/i],
  ['abuse', /abuse|acceptable us(?:e|age)|violat\w+ of (?:our|the)|misuse/i],
  ['faulty_input', /faulty input|malformed|invalid (?:requests?|input)/i],
  ['advice_not_followed', /after we advised|advised (?:you|customer) to modify/i],
  [
    'documentation',
    /guidelines described in|follow(?:ing)? (?:the |our )?documentation|not following the basic operational|authorized in the (?:agreement|documentation)/i,
  ],
  ['hardware_failure', /hardware failures?|failure of (?:an? )?individual|failures of individual/i],
  ['live_migration', /migrations?\b/i],
  ['free_or_promo', /free (?:tier|trial|plan)|trial (?:services|accounts?|periods?)|promotional|subscription credits/i],
  ['out_of_support', /outside of (?:associated )?support windows|end of life|unsupported version/i],
  ['unpaid_license', /reserved, but not paid|unpaid/i],
  ['data_loss', /loss of data|data loss/i],
  ['single_failure', /single host failure/i],
];

const HEADING = /exclu|limitation|not count|restrict|exception|not apply|permitted downtime|what doesn't/i;
const LEAD =
  /(?:does|do|shall|will|may|can)\s*(?:not|n't)\s+(?:apply|include|cover|count|be (?:considered|provided|responsible|counted|liable|entitled|eligible)|constitute)|not (?:be )?(?:considered|counted|entitled)|are not (?:eligible|entitled)|exclu(?:d|si)|with the following exceptions?|except(?:ion)?s?:|is not available because of|not counted/i;
const CREDIT_LEAD =
  /\b(?:sla|service level|service commitment|commitment|downtime|uptime|availab\w*|outage|credit\w*|guarantee\w*|agreement)\b/i;

/** What does not count as downtime, or voids a claim: tags, each with the clause it was read from. */
export function findExclusions({ passages }: Passages): readonly Found<string>[] {
  const all: Found<string>[] = [];
  for (const passage of passages) {
    const context = contextOf(passage);
    if (!context) continue;
    for (const [tag, pattern] of TAGS) {
      const match = pattern.exec(context.text);
      if (match)
        all.push(found(tag, context.confidence, { text: clauseAt(context.text, match.index), place: passage.place }));
    }
  }
  const rank = ({ confidence }: Found<string>) => (confidence === 'sure' ? 0 : 1);
  return TAGS.flatMap(([tag]) => {
    const own = all.filter(({ value }) => value === tag).sort((a, b) => rank(a) - rank(b));
    return own.slice(0, 1);
  });
}

const LONGEST_CLAUSE = 160;

/** The clause of a long enumeration in which a word stands. */
function clauseAt(text: string, at: number): string {
  if (text.length <= LONGEST_CLAUSE) return text;
  const begin = Math.max(text.lastIndexOf(';', at), text.lastIndexOf('. ', at), at - LONGEST_CLAUSE / 2) + 1;
  return text.slice(begin, begin + LONGEST_CLAUSE).trim();
}

function contextOf(passage: Passage): { readonly text: string; readonly confidence: 'sure' | 'likely' } | null {
  const { plain, kind, headings, leadIn } = passage;
  if (kind === 'heading') return null;
  const last = headings.at(-1) ?? '';
  const excluding = LEAD.exec(plain);
  if (HEADING.test(last)) return { text: plain, confidence: 'sure' };
  if (kind === 'item' && leadIn !== null && LEAD.test(leadIn) && CREDIT_LEAD.test(leadIn))
    return { text: plain, confidence: 'sure' };
  if (/^exclusions?:?\s*$/i.test(leadIn ?? '')) return { text: plain, confidence: 'sure' };
  if (!excluding || !CREDIT_LEAD.test(plain)) return null;
  // What stands before "are excluded" is excluded as well as what stands behind "excluding".
  const sentences = passage.sentences.filter((sentence) => LEAD.test(sentence.plain)).map((sentence) => sentence.plain);
  return { text: sentences.join(' '), confidence: 'likely' };
}
