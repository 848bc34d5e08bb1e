// test/zz.mts
import { readFileSync, readdirSync } from "node:fs";
import { gunzipSync } from "node:zlib";

// src/engine/values/instant.ts
import { TZDate } from "@date-fns/tz";
var STAMP = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s?(Z|UTC|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/i;
var LONGEST_STAMP = 40;
function readInstant(text, zone) {
  const parsed = text.length <= LONGEST_STAMP ? STAMP.exec(text.trim()) : null;
  if (!parsed) return refuse("not-a-time");
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = "", offset] = parsed;
  if (second === "60") return refuse("leap-second");
  const fields = [year, month, day, hour, minute, second].map((part) => Number.parseInt(part, 10));
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = fields;
  const ms = Number.parseInt(fraction.padEnd(3, "0").slice(0, 3), 10);
  const wall = Date.UTC(y, mo - 1, d, h, mi, s, ms);
  if (h > 23 || mi > 59 || s > 59 || y < 1970 || !sameDate(wall, y, mo, d)) return refuse("no-such-date");
  if (offset) return { ok: true, instant: wall - offsetMs(offset) };
  return zone ? inZone(wall, zone) : refuse("no-zone");
}
function formatInstant(instant) {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}
function isZone(zone) {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
function zoneOffset(zone, instant) {
  return new TZDate(instant, zone).getTimezoneOffset() * -6e4;
}
function inZone(wall, zone) {
  const offsets = [.../* @__PURE__ */ new Set([zoneOffset(zone, wall - 864e5), zoneOffset(zone, wall + 864e5)])];
  const fits = offsets.map((offset) => wall - offset).filter((instant) => instant + zoneOffset(zone, instant) === wall);
  const [only] = fits;
  if (fits.length === 1 && only !== void 0) return { ok: true, instant: only };
  return fits.length === 0 ? refuse("dst-gap") : refuse("dst-fold", fits.sort((a, b) => a - b));
}
function refuse(problem, candidates = []) {
  return { ok: false, problem, candidates };
}
function sameDate(wall, year, month, day) {
  const date = new Date(wall);
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
function offsetMs(offset) {
  if (/^(z|utc)$/i.test(offset)) return 0;
  const digits = offset.slice(1).replace(":", "").padEnd(4, "0");
  const minutes = Number.parseInt(digits.slice(0, 2), 10) * 60 + Number.parseInt(digits.slice(2), 10);
  return (offset.startsWith("-") ? -minutes : minutes) * 6e4;
}

// src/parsers/syntax/text.ts
var LONGEST_LINE = 65536;
var LONGEST_EXCERPT = 120;
function stripBom(text) {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}
function lineStarts(text) {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
function placeOf(starts, offset) {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = low + high + 1 >> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - starts[low] + 1 };
}
function excerptOf(text) {
  const start = text.slice(0, LONGEST_EXCERPT * 4).trim().replace(/\s+/g, " ");
  return shorten(start, LONGEST_EXCERPT);
}
function shorten(text, most) {
  if (text.length <= most) return text;
  return `${[...text.slice(0, most * 2)].slice(0, most - 1).join("")}\u2026`;
}
function firstLine(text) {
  const start = text.trimStart();
  const newline = start.search(/[\r\n]/);
  return (newline === -1 ? start : start.slice(0, newline)).trim();
}
function headOf(file, characters = LONGEST_LINE) {
  return stripBom(file.text.slice(0, characters));
}

// src/parsers/outages/codes.ts
var codes = {
  emptyFile: "outages/empty-file",
  tooLarge: "outages/too-large",
  notATime: "outages/not-a-time",
  noSuchDate: "outages/no-such-date",
  zoneLessTime: "outages/zone-less-time",
  leapSecond: "outages/leap-second",
  dstGap: "outages/dst-gap",
  dstFold: "outages/dst-fold",
  csvSyntax: "outages/csv-syntax",
  duplicateHeader: "outages/duplicate-header",
  missingColumn: "outages/missing-column",
  unknownColumn: "outages/unknown-column",
  raggedRow: "outages/ragged-row",
  truncatedLine: "outages/truncated-line",
  jsonSyntax: "outages/json-syntax",
  jsonTooDeep: "outages/json-too-deep",
  jsonDuplicateKey: "outages/json-duplicate-key"
};

// src/parsers/syntax/issue-list.ts
function listIssues(file, mostPerCode = 5) {
  const issues = [];
  const counts = /* @__PURE__ */ new Map();
  return {
    add(issue) {
      const seen = counts.get(issue.code);
      if (seen) seen.count += 1;
      else counts.set(issue.code, { first: issue, count: 1 });
      if ((seen?.count ?? 1) <= mostPerCode) issues.push(issue);
    },
    all() {
      const more = [...counts.values()].flatMap(({ first, count }) => {
        const rest = count - mostPerCode;
        if (rest <= 0) return [];
        return [
          {
            ...first,
            message: `The same again, ${rest} more time${rest === 1 ? "" : "s"} in this file.`,
            origin: { file },
            excerpt: void 0
          }
        ];
      });
      return [...issues, ...more];
    }
  };
}

// src/parsers/syntax/json-walk.ts
var SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
var SPACE = /[ \t\r\n]*/y;
function walkJson(text, start, deepest, visitor) {
  const open = [];
  let state = "value";
  let at = start;
  const wrong = () => ({ kind: "syntax", offset: at });
  for (; ; ) {
    at = skipSpace(text, at);
    const character = text[at];
    const inside = open.at(-1);
    if (state === "more") {
      if (inside === void 0) return { end: at };
      if (character === ",") state = inside === "object" ? "key" : "value";
      else if (character === closing(inside)) {
        open.pop();
        visitor.leave();
      } else return wrong();
      at += 1;
    } else if (inside && character === closing(inside) && (state === "first-value" || state === "first-key")) {
      state = "more";
    } else if (state === "first-key" || state === "key") {
      const end = character === '"' ? stringEnd(text, at) : -1;
      const colon = end === -1 ? -1 : skipSpace(text, end);
      if (colon === -1 || text[colon] !== ":") return wrong();
      visitor.key(text.slice(at + 1, end - 1), at);
      at = colon + 1;
      state = "value";
    } else if (character === "{" || character === "[") {
      const kind = character === "{" ? "object" : "array";
      if (open.length >= deepest) return { kind: "depth", offset: at };
      visitor.enter(at, kind);
      open.push(kind);
      state = kind === "object" ? "first-key" : "first-value";
      at += 1;
    } else {
      const end = character === '"' ? stringEnd(text, at) : scalarEnd(text, at);
      if (end === -1) return wrong();
      visitor.enter(at, "scalar");
      state = "more";
      at = end;
    }
  }
}
function skipSpace(text, at) {
  SPACE.lastIndex = at;
  SPACE.test(text);
  return SPACE.lastIndex;
}
function closing(kind) {
  return kind === "object" ? "}" : "]";
}
function stringEnd(text, start) {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === "\\") slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
  return -1;
}
function scalarEnd(text, start) {
  SCALAR.lastIndex = start;
  return SCALAR.test(text) ? SCALAR.lastIndex : -1;
}

// src/parsers/syntax/json.ts
var JSON_LIMITS = { characters: 256 * 1048576, depth: 64 };
function readJson(file, codes2) {
  const text = stripBom(file.text);
  const refuse2 = (code, message, fix, offset) => {
    const origin = offset === void 0 ? { file: file.label } : { file: file.label, ...placeOf(lineStarts(text), offset) };
    const excerpt = offset === void 0 ? void 0 : excerptOf(lineAround(text, offset));
    return { value: null, issues: [{ code, severity: "error", message, origin, excerpt, fix }] };
  };
  if (text.length > JSON_LIMITS.characters)
    return refuse2(codes2.tooLarge, "The file is larger than 256 MiB.", "Split it.");
  if (text.trim() === "") return refuse2(codes2.emptyFile, "The file is empty.", "Export it again.");
  const checked = check(text);
  if ("kind" in checked && checked.kind === "syntax")
    return refuse2(
      codes2.jsonSyntax,
      `This is not valid JSON${checked.offset >= text.trimEnd().length ? ": it ends too early" : ""}.`,
      "Export the file again, unedited and whole.",
      checked.offset
    );
  if ("kind" in checked)
    return refuse2(
      codes2.jsonTooDeep,
      `This nests deeper than ${JSON_LIMITS.depth} levels.`,
      "Export the file again: no known export nests so deep.",
      checked.offset
    );
  const [twice] = checked.twice;
  if (twice)
    return refuse2(
      codes2.jsonDuplicateKey,
      `The name "${excerptOf(twice.name)}" is there twice in one object.`,
      "Keep one of the two: nobody can tell which one is meant.",
      twice.offset
    );
  try {
    const values = checked.spans.map(([begin, end]) => JSON.parse(text.slice(begin, end)));
    const several = values.length > 1;
    const value = several ? values : values[0];
    return { value: { value, locate: (pointers) => locate(text, checked.spans, several, pointers) }, issues: [] };
  } catch {
    return refuse2(
      codes2.jsonSyntax,
      "This is not valid JSON: a string holds an unknown escape or a control character.",
      "Export the file again, unedited and whole."
    );
  }
}
function looksLikeJson(head) {
  return /^\s{0,4096}[{[]/.test(head);
}
function member(value, name) {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : void 0;
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isList(value) {
  return Array.isArray(value);
}
function textOf(value) {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}
function placeOrigins(document, items2) {
  const places = document.locate(items2.flatMap(({ origin }) => origin?.pointer ?? []));
  return items2.map((item) => {
    const place = item.origin?.pointer === void 0 ? void 0 : places.get(item.origin.pointer);
    return place && item.origin ? { ...item, origin: { file: item.origin.file, ...place, pointer: item.origin.pointer } } : item;
  });
}
function placeIssues(document, issues) {
  return document ? placeOrigins(document, issues) : [...issues];
}
function check(text) {
  const spans = [];
  const twice = [];
  const names = [];
  const visitor = {
    enter: (_offset, kind) => {
      if (kind !== "scalar") names.push(kind === "object" ? /* @__PURE__ */ new Set() : null);
    },
    leave: () => {
      names.pop();
    },
    key: (written, offset) => {
      const name = unescaped(written);
      const seen = names.at(-1);
      if (seen?.has(name)) twice.push({ name, offset });
      seen?.add(name);
    }
  };
  for (let at = skipSpace(text, 0); at < text.length; ) {
    const walked = walkJson(text, at, JSON_LIMITS.depth, visitor);
    if ("kind" in walked) return walked;
    spans.push([at, walked.end]);
    at = walked.end;
  }
  return { spans, twice };
}
function locate(text, spans, several, pointers) {
  const root = wantedTree(pointers);
  const starts = lineStarts(text);
  const found = /* @__PURE__ */ new Map();
  for (const [index, [begin]] of spans.entries()) {
    const top = several ? root.below.get(String(index)) : root;
    if (!top) continue;
    const path = [];
    let next = top;
    walkJson(text, begin, JSON_LIMITS.depth, {
      enter: (offset, kind) => {
        const parent = path.at(-1);
        if (parent && parent.index >= 0) {
          next = parent.wanted?.below.get(String(parent.index));
          parent.index += 1;
        }
        if (next && next.pointer !== null) found.set(next.pointer, placeOf(starts, offset));
        if (kind !== "scalar") path.push({ wanted: next, index: kind === "array" ? 0 : -1 });
      },
      leave: () => {
        path.pop();
      },
      key: (written) => {
        next = path.at(-1)?.wanted?.below.get(unescaped(written));
      }
    });
  }
  return found;
}
function wantedTree(pointers) {
  const nodes = /* @__PURE__ */ new Map();
  const nodeAt = (pointer) => {
    const known = nodes.get(pointer);
    if (known) return known;
    const node = { pointer, below: /* @__PURE__ */ new Map() };
    nodes.set(pointer, node);
    const slash = pointer.lastIndexOf("/");
    if (slash >= 0)
      nodeAt(pointer.slice(0, slash)).below.set(
        pointer.slice(slash + 1).replaceAll("~1", "/").replaceAll("~0", "~"),
        node
      );
    return node;
  };
  for (const pointer of pointers) nodeAt(pointer);
  return nodeAt("");
}
function unescaped(written) {
  if (!written.includes("\\")) return written;
  try {
    return JSON.parse(`"${written}"`);
  } catch {
    return written;
  }
}
function lineAround(text, offset) {
  const begin = text.lastIndexOf("\n", Math.max(0, offset - 1)) + 1;
  return text.slice(Math.max(begin, offset - 60), offset + 60).split("\n", 1)[0] ?? "";
}

// src/parsers/syntax/row-tally.ts
function tallyRows() {
  let used = 0;
  const excluded = /* @__PURE__ */ new Map();
  const rejected = /* @__PURE__ */ new Map();
  const count = (counts, reason, rows) => counts.set(reason, (counts.get(reason) ?? 0) + rows);
  return {
    use: (rows = 1) => {
      used += rows;
    },
    exclude: (reason, rows = 1) => count(excluded, reason, rows),
    reject: (reason, rows = 1) => count(rejected, reason, rows),
    rows: () => {
      const all = [...excluded.values(), ...rejected.values()].reduce((sum, rows) => sum + rows, used);
      return { read: all, used, excluded: listed(excluded), rejected: listed(rejected) };
    }
  };
}
function listed(counts) {
  return [...counts].map(([reason, rows]) => ({ reason, rows })).filter(({ rows }) => rows > 0).sort((a, b) => a.reason < b.reason ? -1 : a.reason > b.reason ? 1 : 0);
}

// src/parsers/outages/place.ts
var LONGEST_NAME = 512;
function scopeOf({ region, zone, resource }) {
  const around = region && region !== "global" ? { region } : {};
  if (resource) return { level: "resource", id: resource, ...around, ...zone ? { zone } : {} };
  if (zone) return { level: "zone", id: zone, ...around };
  if (region === "global") return { level: "global", id: "global" };
  return region ? { level: "region", id: region } : null;
}
function nameOutages(file) {
  const counts = /* @__PURE__ */ new Map();
  return (ref, scope) => {
    const id = `${file}#${ref}/${scope.id}`;
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    return count === 1 ? id : `${id}~${count}`;
  };
}

// src/parsers/outages/aws-health/claims.ts
function claimsOf(events, file) {
  const issues = [];
  const outages = [];
  const nameOutage = nameOutages(file);
  for (const [ref, revisions] of groupByArn(events)) {
    const newest = revisions.reduce((latest, event) => stampOf(event) >= stampOf(latest) ? event : latest);
    if (revisions.length > 1) {
      issues.push({
        code: "outages/revised-event",
        severity: "note",
        message: `${ref} has ${revisions.length} messages in this file; its times are those of the newest.`,
        origin: newest.origin
      });
    }
    const words = revisions.flatMap(({ deliveredAt }) => deliveredAt ?? []);
    const acknowledgedAt = words.length > 0 ? words.reduce((first, at) => Math.min(first, at)) : null;
    const entities = distinctEntities(revisions.flatMap((event) => event.entities));
    for (const scope of scopesOf(newest, entities)) {
      outages.push({
        id: nameOutage(ref, scope),
        vendor: "aws",
        ref: newest.arn,
        title: newest.title,
        services: newest.service === null ? [] : [newest.service],
        scope,
        begin: newest.begin,
        end: newest.end,
        beginBasis: "structured",
        endBasis: newest.end === null ? "capture-bound" : newest.closedByUpdate ? "post-time" : "structured",
        kind: newest.kind,
        source: "vendor-declared",
        acknowledgedAt,
        cause: null,
        origin: newest.origin
      });
    }
  }
  const issueEvents = outages.filter(({ kind }) => kind === "down").length;
  if (issueEvents > 0) {
    issues.push({
      code: "outages/kind-from-category",
      severity: "note",
      message: `AWS Health calls ${issueEvents === 1 ? "one outage" : `${issueEvents} outages`} of this file an issue and does not say how bad: taken as down.`,
      origin: { file },
      fix: "What the terms ask for (no connectivity, an error rate) has to be shown by your own probes or logs."
    });
  }
  return { outages, issues };
}
function groupByArn(events) {
  const groups = /* @__PURE__ */ new Map();
  for (const [index, event] of events.entries()) {
    const ref = event.arn ?? `event ${index + 1}`;
    const group = groups.get(ref);
    if (group) group.push(event);
    else groups.set(ref, [event]);
  }
  return groups;
}
function stampOf(event) {
  return event.updated ?? event.deliveredAt ?? event.begin;
}
function scopesOf(event, entities) {
  const { region, zone } = event;
  const around = scopeOf({ region, zone });
  const resources = entities.flatMap((entity) => scopeOf({ region, zone, resource: entity.value }) ?? []);
  const account = {
    level: "account",
    id: event.account ?? entities[0]?.account ?? "unnamed account",
    ...region && region !== "global" ? { region } : {}
  };
  if (event.scopeCode === "PUBLIC" && around) return [around, ...resources];
  if (resources.length > 0) return resources;
  return [event.scopeCode === "ACCOUNT_SPECIFIC" || !around ? account : around];
}
function distinctEntities(entities) {
  return [...new Map(entities.map((entity) => [entity.value, entity])).values()];
}

// src/engine/values/exact.ts
import Fraction from "fraction.js";
var DECIMAL = /^([+-]?)(\d{0,30})(?:\.(\d{0,30}))?(?:[eE]([+-]?\d{1,2}))?$/;
var LONGEST_DECIMAL = 96;
var LARGEST_EXPONENT = 30;
var ZERO = new Fraction(0n);
var ONE = new Fraction(1n);
var HUNDRED = new Fraction(100n);
function exact(numerator, denominator = 1n) {
  return new Fraction(integer(numerator), integer(denominator));
}
function integer(value) {
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new RangeError(`not an exact integer: ${value}`);
  return BigInt(value);
}
function parseDecimal(text) {
  if (text.length > LONGEST_DECIMAL) return void 0;
  const match = DECIMAL.exec(text.trim());
  if (!match) return void 0;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  if (whole === "" && fraction === "") return void 0;
  const power = Number.parseInt(exponent, 10);
  if (Math.abs(power) > LARGEST_EXPONENT) return void 0;
  const scale = fraction.length - power;
  const digits = BigInt(`${sign === "-" ? "-" : ""}${whole}${fraction}`);
  return scale >= 0 ? new Fraction(digits, 10n ** BigInt(scale)) : new Fraction(digits * 10n ** BigInt(-scale), 1n);
}

// src/parsers/syntax/stamp.ts
function readStamp(text, context) {
  const read = readInstant(text, context.zone);
  return read.ok ? read : { ok: false, issue: explain(text, read, context) };
}
function explain(text, read, context) {
  const [code, wrong, fix] = REASONS[read.problem](context, read.candidates);
  const shown = excerptOf(text);
  return {
    code,
    severity: "error",
    message: `${context.what} "${shown}" ${wrong}.`,
    origin: context.origin,
    excerpt: shown,
    fix
  };
}
var WITH_OFFSET = "Write it with its offset, like 2025-10-20T09:18:00Z or 2025-10-20T02:18:00-07:00";
var REASONS = {
  "not-a-time": ({ codes: codes2 }) => [codes2.notATime, "is not a time", `${WITH_OFFSET}.`],
  "no-such-date": ({ codes: codes2 }) => [codes2.noSuchDate, "names a day or an hour that does not exist", "Correct the date."],
  "no-zone": ({ codes: codes2 }) => [
    codes2.zoneLessTime,
    "has no zone, so it names no instant",
    `${WITH_OFFSET}, or state the zone of the file's clock (\`tz\` in the case file, --tz on the command line).`
  ],
  "leap-second": ({ codes: codes2 }) => [
    codes2.leapSecond,
    "is a leap second, which computer clocks do not count",
    "Write second 59, or 00 of the next minute."
  ],
  "dst-gap": ({ codes: codes2, zone }) => [
    codes2.dstGap,
    `never happened in ${zone}: the clocks were set forward over it`,
    `${WITH_OFFSET}, or correct the zone.`
  ],
  "dst-fold": ({ codes: codes2, zone }, candidates) => [
    codes2.dstFold,
    `happened twice in ${zone}, when the clocks were set back: it is ${candidates.map(formatInstant).join(" or ")}`,
    `${WITH_OFFSET}.`
  ]
};

// src/parsers/outages/aws-health/time.ts
var ABSENT = { instant: null, issues: [] };
var EPOCH = /^\d{1,11}(?:\.\d{1,9})?$/;
var RFC_1123 = /^(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) (\d{2}:\d{2}:\d{2}) (GMT|UTC|[+-]\d{4})$/;
var MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
var DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
var LONGEST_TIME = 40;
function readHealthTime(value, context) {
  if (value === void 0 || value === null || value === "") return ABSENT;
  const text = String(value).trim();
  if (typeof value === "number" || EPOCH.test(text.slice(0, LONGEST_TIME))) return fromEpoch(text, context);
  const dated = text.length <= LONGEST_TIME ? RFC_1123.exec(text) : null;
  if (dated) return fromRfc1123(text, dated, context);
  const read = readStamp(text, { ...context, codes });
  return read.ok ? { instant: read.instant, issues: [] } : { instant: null, issues: [read.issue] };
}
function fromEpoch(text, { origin, what }) {
  const seconds = EPOCH.test(text) ? parseDecimal(text) : void 0;
  if (seconds) return { instant: Number(seconds.mul(exact(1e3)).floor().n), issues: [] };
  const message = `${what} "${excerptOf(text)}" is not a count of seconds since 1970.`;
  return {
    instant: null,
    issues: [
      {
        code: codes.notATime,
        severity: "error",
        message,
        origin,
        excerpt: excerptOf(text),
        fix: "Export the file again with the AWS CLI, or write the time in ISO 8601."
      }
    ]
  };
}
function fromRfc1123(text, [, weekday, day = "", month = "", year = "", clock = "", zone = ""], context) {
  const monthNumber = String(MONTHS.indexOf(month) + 1).padStart(2, "0");
  const offset = zone === "GMT" || zone === "UTC" ? "Z" : zone;
  const read = readStamp(`${year}-${monthNumber}-${day.padStart(2, "0")}T${clock}${offset}`, { ...context, codes });
  if (!read.ok) return { instant: null, issues: [read.issue] };
  const right = DAYS[new Date(Date.UTC(Number(year), Number(monthNumber) - 1, Number(day))).getUTCDay()];
  if (!weekday || weekday === right) return { instant: read.instant, issues: [] };
  const issue = {
    code: "outages/wrong-weekday",
    severity: "warning",
    message: `${context.what} "${text}" was a ${right}, not a ${weekday}; the date is taken.`,
    origin: context.origin,
    excerpt: text,
    fix: "Check the date against the AWS Health Dashboard."
  };
  return { instant: read.instant, issues: [issue] };
}

// src/parsers/outages/aws-health/event.ts
var NOT_A_SERVICE = /* @__PURE__ */ new Set(["ABUSE", "RISK"]);
var ARN_REGION = /^arn:aws[a-z-]{0,20}:health:([a-z0-9-]{1,40})::event\//;
var LONGEST_TITLE = 200;
var LONGEST_ARN = 512;
function readHealthEvent(record) {
  const { event, origin } = record;
  const arn = textOf(member(event, "arn")) ?? textOf(member(event, "eventArn"));
  const known = arn === null ? null : shorten(arn, LONGEST_ARN);
  const issues = [];
  const time = (name) => {
    const read = readHealthTime(member(event, name), {
      origin: origin(`/${name}`),
      zone: record.zone,
      what: `The time "${name}" of ${known ?? "an event"}`
    });
    issues.push(...read.issues);
    return read.instant;
  };
  const begin = time("startTime");
  const stated = time("endTime");
  const updated = time("lastUpdatedTime");
  const closed = textOf(member(event, "statusCode"))?.toLowerCase() === "closed";
  const closedByUpdate = stated === null && closed;
  const end = closedByUpdate ? updated : stated;
  if (begin === null && !issues.some(({ severity }) => severity === "error")) {
    issues.push({
      code: codes.notATime,
      severity: "error",
      message: `${known ?? "An event"} has no startTime.`,
      origin: origin(),
      fix: "Export the events again, with all their members."
    });
  }
  if (closedByUpdate && updated === null) {
    issues.push({
      code: "outages/closed-without-end",
      severity: "error",
      message: `${known ?? "An event"} is closed, but nothing says when it ended.`,
      origin: origin(),
      fix: "Export it again with endTime, or state it in an outages CSV."
    });
  }
  if (begin !== null && end !== null && end < begin) {
    issues.push({
      code: "outages/end-before-begin",
      severity: "error",
      message: `${known ?? "An event"} ends before it begins.`,
      origin: origin("/endTime"),
      fix: "Export the events again; if it stays so, state the outage in an outages CSV."
    });
  }
  if (begin === null || issues.some(({ severity }) => severity === "error")) return { value: null, issues };
  if (closedByUpdate) {
    issues.push({
      code: "outages/end-from-update",
      severity: "warning",
      message: `${known ?? "An event"} is closed without an endTime; it is taken to end with its last update.`,
      origin: origin(),
      fix: "Export it again with endTime."
    });
  }
  const service = textOf(member(event, "service"));
  const typeCode = textOf(member(event, "eventTypeCode"));
  const scopeCode = textOf(member(event, "eventScopeCode"));
  return {
    issues,
    value: {
      arn: known,
      service: service === null ? null : shorten(service, 100),
      title: titleOf(record.description, typeCode, service),
      kind: kindOf(textOf(member(event, "eventTypeCategory")), typeCode, service),
      region: textOf(member(event, "eventRegion")) ?? textOf(member(event, "region")) ?? ARN_REGION.exec(known ?? "")?.[1] ?? null,
      zone: textOf(member(event, "availabilityZone")),
      scopeCode: scopeCode === "PUBLIC" || scopeCode === "ACCOUNT_SPECIFIC" ? scopeCode : null,
      account: record.account,
      begin,
      end,
      closedByUpdate,
      updated,
      deliveredAt: record.deliveredAt,
      entities: record.entities,
      origin: origin()
    }
  };
}
function readEntities(list) {
  return (isList(list) ? list : []).flatMap((entity) => {
    const value = textOf(member(entity, "entityValue"));
    if (value === null || value === "AWS_ACCOUNT" || value === "UNKNOWN") return [];
    return [{ value: shorten(value, LONGEST_ARN), account: textOf(member(entity, "awsAccountId")) }];
  });
}
function readDescription(value) {
  const all = isList(value) ? value : value === void 0 ? [] : [value];
  const english = all.find((one) => (textOf(member(one, "language")) ?? "en").startsWith("en"));
  return textOf(member(english ?? all[0], "latestDescription"));
}
function kindOf(category, typeCode, service) {
  if (category === "scheduledChange") return "maintenance";
  if (category !== "issue" || NOT_A_SERVICE.has(service ?? "")) return "info";
  return typeCode?.includes("DEGRADED") ? "degraded" : "down";
}
function titleOf(description, typeCode, service) {
  const line = firstLine(description ?? "");
  const title = /[a-z]{3}/i.test(line.slice(0, LONGEST_TITLE)) ? line : typeCode ?? `AWS Health event of ${service ?? "an unnamed service"}`;
  return shorten(title, LONGEST_TITLE);
}

// src/parsers/outages/formats/aws-health-api.ts
var format = {
  id: "aws-health-api",
  title: "AWS Health API (describe-events)",
  recognize: (file) => {
    const head = headOf(file);
    if (!looksLikeJson(head) || /"(?:detail-type|DetailType|detail|Detail)"\s{0,20}:/.test(head)) return false;
    return /"(?:eventTypeCode|successfulSet|entityValue)"\s{0,20}:/.test(head) || /^\s{0,200}\{\s{0,200}"events"\s{0,20}:\s{0,20}\[\s{0,200}\]/.test(head);
  },
  parse: (file, options) => {
    const { value: document, issues: syntax } = readJson(file, codes);
    const issues = listIssues(file.label);
    const tally = tallyRows();
    const {
      events: found,
      entities,
      others
    } = document ? piecesOf(document.value) : { events: [], entities: [], others: 0 };
    if (document && found.length === 0 && entities.length === 0 && others > 0) {
      issues.add({
        code: "outages/no-events",
        severity: "error",
        message: "The file holds neither events nor entities of AWS Health.",
        origin: { file: file.label },
        fix: "Save the whole answer of `aws health describe-events`."
      });
    }
    tally.reject("not an event", others);
    const events = [];
    const known = /* @__PURE__ */ new Set();
    for (const { value, pointer } of found) {
      const inner = member(value, "event");
      const event = inner ?? value;
      const arn = textOf(member(event, "arn")) ?? textOf(member(event, "eventArn"));
      const origin = (path = "") => ({
        file: file.label,
        pointer: `${pointer}${inner === void 0 ? "" : "/event"}${path}`
      });
      const own = readEntities(member(value, "affectedEntities"));
      const named = entities.filter((entity) => arn !== null && textOf(member(entity.value, "eventArn")) === arn);
      const account = named.map((entity) => textOf(member(entity.value, "awsAccountId"))).find((id) => id !== null) ?? null;
      const read = readHealthEvent({
        event,
        description: readDescription(member(value, "eventDescription")),
        account,
        deliveredAt: null,
        entities: [...own, ...readEntities(named.map((entity) => entity.value))],
        origin,
        zone: options.zone
      });
      for (const issue of read.issues) issues.add(issue);
      if (arn !== null) known.add(arn);
      if (read.value) {
        events.push(read.value);
        tally.use();
      } else tally.reject("an event that cannot be read");
    }
    for (const { value, pointer } of entities) {
      if (known.has(textOf(member(value, "eventArn")) ?? "")) tally.use();
      else {
        tally.exclude("an entity whose event is not in this file");
        issues.add(strayEntity({ file: file.label, pointer }));
      }
    }
    const { outages, issues: revised } = claimsOf(events, file.label);
    const all = placeIssues(document, [...issues.all(), ...revised]);
    return {
      value: { outages: document ? placeOrigins(document, outages) : [], coverage: [] },
      issues: [...syntax, ...all],
      rows: tally.rows()
    };
  }
};
function piecesOf(root) {
  const events = [];
  const entities = [];
  let others = 0;
  const answers = isList(root) ? root.map((value, index) => ({ value, pointer: `/${index}` })) : [{ value: root, pointer: "" }];
  const take = (answer, name, into) => {
    const list = member(answer.value, name);
    if (!isList(list)) return false;
    into.push(...list.map((value, index) => ({ value, pointer: `${answer.pointer}/${name}/${index}` })));
    return true;
  };
  for (const answer of answers) {
    const taken = [
      take(answer, "events", events),
      take(answer, "successfulSet", events),
      take(answer, "entities", entities)
    ];
    if (taken.includes(true)) continue;
    if (isObject(answer.value) && (Object.hasOwn(answer.value, "eventTypeCode") || Object.hasOwn(answer.value, "event")))
      events.push(answer);
    else if (isObject(answer.value) && Object.hasOwn(answer.value, "entityValue")) entities.push(answer);
    else others += 1;
  }
  return { events, entities, others };
}
function strayEntity(origin) {
  return {
    code: "outages/entity-without-event",
    severity: "note",
    message: "The event of this entity is not in the file, so nobody can tell when it was hit.",
    origin,
    fix: "Put the answers of describe-events and describe-affected-entities into one file."
  };
}

// src/parsers/outages/formats/aws-health-eventbridge.ts
var format2 = {
  id: "aws-health-eventbridge",
  title: "AWS Health events of EventBridge",
  recognize: (file) => {
    const head = headOf(file);
    return looksLikeJson(head) && /"(?:detail|Detail)"\s{0,20}:/.test(head) && /eventTypeCode/.test(head);
  },
  parse: (file, options) => {
    const { value: document, issues: syntax } = readJson(file, codes);
    const issues = listIssues(file.label);
    const tally = tallyRows();
    const events = [];
    const delivered = /* @__PURE__ */ new Set();
    for (const { value, pointer } of document ? messagesOf(document.value) : []) {
      const origin = (path = "") => ({ file: file.label, pointer: `${pointer}${path}` });
      const detail = detailOf(value);
      if (detail === null || member(detail, "eventTypeCode") === void 0) {
        tally.exclude("not a message of AWS Health");
        continue;
      }
      const account = textOf(member(detail, "affectedAccount")) ?? textOf(either(value, "account"));
      const copy = copyKey(detail, account);
      if (copy !== null && delivered.has(copy)) {
        tally.exclude("the same message again (a backup copy)");
        continue;
      }
      if (copy !== null) delivered.add(copy);
      const read = readHealthEvent({
        event: detail,
        description: readDescription(member(detail, "eventDescription")),
        account,
        deliveredAt: deliveryTime(value, origin, options.zone, issues),
        entities: readEntities(member(detail, "affectedEntities")),
        // Of a detail in a text there is no place inside: the message itself is it.
        origin: (path = "") => typeof either(value, "detail") === "string" ? origin() : origin(`/detail${path}`),
        zone: options.zone
      });
      for (const issue of read.issues) issues.add(issue);
      if (read.value) {
        events.push({ ...read.value, origin: origin() });
        tally.use();
      } else tally.reject("a message that cannot be read");
    }
    const { outages, issues: revised } = claimsOf(events, file.label);
    const all = placeIssues(document, [...issues.all(), ...revised]);
    return {
      value: { outages: document ? placeOrigins(document, outages) : [], coverage: [] },
      issues: [...syntax, ...all],
      rows: tally.rows()
    };
  }
};
function messagesOf(root) {
  const entries = member(root, "Entries");
  const list = isList(root) ? root : isList(entries) ? entries : null;
  const base = isList(root) ? "" : "/Entries";
  return list ? list.map((value, index) => ({ value, pointer: `${base}/${index}` })) : [{ value: root, pointer: "" }];
}
function either(value, name) {
  return member(value, name) ?? member(value, `${name[0]?.toUpperCase()}${name.slice(1)}`);
}
function detailOf(message) {
  const detail = either(message, "detail");
  if (typeof detail !== "string") return detail ?? null;
  const inner = readJson({ label: "", text: detail }, codes).value;
  return inner?.value ?? null;
}
function deliveryTime(message, origin, zone, issues) {
  const read = readHealthTime(either(message, "time"), {
    origin: origin(member(message, "time") === void 0 ? "/Time" : "/time"),
    zone,
    what: "The time of delivery"
  });
  for (const issue of read.issues) issues.add({ ...issue, severity: "warning" });
  return read.instant;
}
function copyKey(detail, account) {
  const id = textOf(member(detail, "communicationId"));
  const page = member(detail, "page");
  return id === null ? null : JSON.stringify([id, account, typeof page === "number" ? String(page) : textOf(page) ?? "1"]);
}

// src/parsers/outages/formats/gcp-incidents.ts
var KIND_BY_IMPACT = /* @__PURE__ */ new Map([
  ["SERVICE_OUTAGE", "down"],
  ["SERVICE_DISRUPTION", "degraded"],
  ["SERVICE_INFORMATION", "info"]
]);
var KIND_BY_SEVERITY = /* @__PURE__ */ new Map([
  ["high", "down"],
  ["medium", "degraded"],
  ["low", "info"]
]);
var REGION = /^[a-z]{2,20}-[a-z]{2,20}\d{1,2}$/;
var LONGEST_TITLE2 = 200;
var format3 = {
  id: "gcp-incidents",
  title: "Google Cloud incidents.json",
  recognize: (file) => {
    const head = headOf(file);
    return looksLikeJson(head) && /"external_desc"\s{0,20}:/.test(head) && /"begin"\s{0,20}:/.test(head);
  },
  parse: (file) => {
    const { value: document, issues: syntax } = readJson(file, codes);
    const issues = listIssues(file.label);
    const tally = tallyRows();
    const outages = [];
    const nameOutage = nameOutages(file.label);
    const cards = document ? isList(document.value) ? document.value : [document.value] : [];
    const newest = newestRevisions(cards);
    const root = document && isList(document.value) ? "/" : "";
    let severityOnly = 0;
    let nowhere = 0;
    for (const [index, card] of cards.entries()) {
      const pointer = root ? `/${index}` : "";
      const at = (path = "") => ({ file: file.label, pointer: `${pointer}${path}` });
      const ref = referenceOf(card);
      const read = readCard(card, ref, at);
      if (newest.get(ref) !== card) {
        tally.exclude("an older revision of a card");
        continue;
      }
      for (const issue of read.issues) issues.add(issue);
      if (!read.value) {
        tally.reject("a card that cannot be read");
        continue;
      }
      tally.use();
      const { locations, onlyInUpdates, ...claim } = read.value;
      if (!KIND_BY_IMPACT.has(textOf(member(card, "status_impact")) ?? "")) severityOnly += 1;
      if (locations.length === 0) nowhere += 1;
      if (onlyInUpdates.length > 0) issues.add(locationsMoved(ref, onlyInUpdates, at()));
      const multiRegions = locations.filter((id) => id !== "global" && !REGION.test(id));
      if (multiRegions.length > 0) issues.add(notExpanded(ref, multiRegions, at()));
      for (const location of locations.length > 0 ? locations : ["global"]) {
        const scope = scopeOf({ region: location });
        if (scope) outages.push({ ...claim, id: nameOutage(ref, scope), scope });
      }
    }
    if (severityOnly > 0) issues.add(fromSeverity(severityOnly, file.label));
    if (nowhere > 0) issues.add(withoutPlace(nowhere, file.label));
    const all = [...syntax, ...placeIssues(document, issues.all())];
    return {
      value: { outages: document ? placeOrigins(document, outages) : [], coverage: [] },
      issues: all,
      rows: tally.rows()
    };
  }
};
function readCard(card, ref, at) {
  if (!isObject(card) || member(card, "begin") === void 0) {
    return {
      value: null,
      issues: [
        {
          code: "outages/not-a-card",
          severity: "error",
          message: "This is not a card of incidents.json: it has no begin.",
          origin: at(),
          excerpt: excerptOf(JSON.stringify(card) ?? ""),
          fix: "Export the file again, unedited."
        }
      ]
    };
  }
  const issues = [];
  const time = (name, severity) => {
    const text = textOf(member(card, name));
    if (text === null) return null;
    const read = readStamp(text, { codes, origin: at(`/${name}`), what: `The time "${name}" of card ${ref}` });
    if (!read.ok) issues.push({ ...read.issue, severity });
    return read.ok ? read.instant : null;
  };
  const begin = time("begin", "error");
  const end = time("end", "error");
  const acknowledgedAt = time("created", "warning");
  const kind = KIND_BY_IMPACT.get(textOf(member(card, "status_impact")) ?? "") ?? KIND_BY_SEVERITY.get(textOf(member(card, "severity")) ?? "") ?? "unknown";
  if (begin === null && issues.length === 0) {
    issues.push({
      code: codes.notATime,
      severity: "error",
      message: `Card ${ref} has no begin.`,
      origin: at("/begin"),
      fix: "Export the file again, unedited."
    });
  }
  if (begin !== null && end !== null && end < begin) {
    issues.push({
      code: "outages/end-before-begin",
      severity: "error",
      message: `Card ${ref} ends before it begins.`,
      origin: at("/end"),
      fix: "Take a later export of the card: its times are edited after publication."
    });
  }
  if (begin === null || issues.some(({ severity }) => severity === "error")) return { value: null, issues };
  const listed2 = locationsIn(card, ["currently_affected_locations", "previously_affected_locations"]);
  const posted = items(card, "updates").flatMap((update) => locationsIn(update, ["affected_locations"]));
  const locations = distinct([...listed2, ...posted]);
  return {
    issues,
    value: {
      vendor: "gcp",
      ref,
      title: shorten(firstLine(textOf(member(card, "external_desc")) ?? ""), LONGEST_TITLE2) || `Google Cloud incident ${ref}`,
      services: servicesOf(card),
      begin,
      end,
      beginBasis: "structured",
      endBasis: end === null ? "capture-bound" : "structured",
      kind,
      source: "vendor-declared",
      acknowledgedAt,
      cause: null,
      origin: at(),
      locations,
      onlyInUpdates: listed2.length > 0 ? locations.filter((id) => !listed2.includes(id)) : []
    }
  };
}
function referenceOf(card) {
  const number = member(card, "number");
  const old = `${textOf(member(card, "service_key")) ?? "incident"}/${typeof number === "number" ? number : textOf(number) ?? "?"}`;
  return shorten(textOf(member(card, "id")) ?? old, 100);
}
function servicesOf(card) {
  const products = items(card, "affected_products").flatMap(
    (product) => ["title", "current_title", "id"].map((name) => textOf(member(product, name)))
  );
  const named = products.length > 0 ? products : [textOf(member(card, "service_name")), textOf(member(card, "service_key"))];
  return distinct(named.filter((name) => name !== null));
}
function locationsIn(value, names) {
  return distinct(
    names.flatMap((name) => items(value, name).flatMap((location) => textOf(member(location, "id")) ?? []))
  );
}
function items(value, name) {
  const list = member(value, name);
  return isList(list) ? list : [];
}
function distinct(texts) {
  return [...new Set(texts)];
}
function newestRevisions(cards) {
  const newest = /* @__PURE__ */ new Map();
  const modified = (card) => textOf(member(card, "modified")) ?? "";
  for (const card of cards) {
    const ref = referenceOf(card);
    const other = newest.get(ref);
    if (other === void 0 || modified(card) >= modified(other)) newest.set(ref, card);
  }
  return newest;
}
function locationsMoved(ref, locations, origin) {
  return {
    code: "outages/location-only-in-updates",
    severity: "note",
    message: `Card ${ref} names ${listOf(locations)} only in its updates, not in its own list of locations; they are taken as affected.`,
    origin,
    fix: "Keep a capture of the card in which the vendor lists them."
  };
}
function notExpanded(ref, locations, origin) {
  return {
    code: "outages/multi-region",
    severity: "note",
    message: `Card ${ref} names ${listOf(locations)}, which is no single region; it is kept as it is and not spread over regions.`,
    origin,
    fix: "If a commitment about one region is meant, state the outage for that region in an outages CSV."
  };
}
function fromSeverity(cards, file) {
  return {
    code: "outages/kind-from-severity",
    severity: "note",
    message: `${cards} card${cards === 1 ? " has" : "s have"} no status_impact (an export of 2020); the kind is taken from the severity: high is down, medium degraded, low info.`,
    origin: { file }
  };
}
function withoutPlace(cards, file) {
  return {
    code: "outages/no-location",
    severity: "warning",
    message: `${cards} card${cards === 1 ? " names" : "s name"} no location; ${cards === 1 ? "it is" : "they are"} taken as global, which the vendor did not say.`,
    origin: { file },
    fix: "Where the region matters, state the outage with its region in an outages CSV, and cite the card."
  };
}
function listOf(names) {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

// src/parsers/syntax/csv.ts
import { CsvError, parse } from "csv-parse/sync";
var CSV_LIMITS = { record: 1048576, columns: 4096, brokenRows: 20 };
var RAGGED = "another number of cells than the header";
var BROKEN = "broken quotes or a row longer than 1 MiB";
var CUT = "cut off at the end of the file";
function readCsv(file, columns, codes2) {
  const text = stripBom(file.text);
  const issues = listIssues(file.label);
  const starts = lineStarts(text);
  const tally = tallyRows();
  const reject = (row, code, severity, reason, message, fix) => {
    tally.reject(reason);
    issues.add({
      code,
      severity,
      message,
      origin: { file: file.label, line: row.line },
      excerpt: excerptAt(text, starts, row.line),
      fix
    });
  };
  const [first, ...others] = readRows(text, starts);
  const headers = first?.cells?.map((header) => header.trim().toLowerCase());
  if (!first || !headers || headers.every((header) => header === "")) {
    const code = text.trim() === "" ? codes2.emptyFile : codes2.csvSyntax;
    const message = text.trim() === "" ? "The file is empty." : "The first line is not a header.";
    issues.add({
      code,
      severity: "error",
      message,
      origin: { file: file.label, line: 1 },
      fix: `Begin the file with the line ${columns.required.join(",")}.`
    });
    return { value: null, issues: issues.all() };
  }
  if (!checkHeaders(headers, columns, codes2, file, issues)) return { value: null, issues: issues.all() };
  const rows = [];
  const lastLine = others.at(-1)?.line;
  const isCut = (row) => row.line === lastLine && !text.endsWith("\n");
  for (const row of others) {
    if (row.cells?.length === headers.length) {
      rows.push({
        line: row.line,
        cells: new Map(headers.map((header, index) => [header, (row.cells?.[index] ?? "").trim()]))
      });
    } else if (isCut(row)) {
      reject(
        row,
        codes2.truncatedLine,
        "warning",
        CUT,
        "The last line is cut off; it was left out.",
        "Complete the line, or leave it away."
      );
    } else if (row.cells) {
      const message = `This row has ${row.cells.length} cells where the header has ${headers.length}.`;
      reject(
        row,
        codes2.raggedRow,
        "error",
        RAGGED,
        message,
        "Give the row one cell for each column; put quotes around a text that holds a comma."
      );
    } else {
      reject(
        row,
        codes2.csvSyntax,
        "error",
        BROKEN,
        row.problem,
        "Close the quotes, and double a quote inside of quotes."
      );
    }
  }
  const originOf = (row, header) => {
    const index = header === void 0 ? -1 : headers.indexOf(header);
    if (index < 0) return { file: file.label, line: row.line };
    return { file: file.label, ...placeOf(starts, offsetOfCell(text, starts[row.line - 1] ?? 0, index)) };
  };
  const table = {
    headers,
    rows,
    rejected: tally.rows().rejected,
    originOf,
    excerptOf: (row) => excerptAt(text, starts, row.line)
  };
  return { value: table, issues: issues.all() };
}
function csvHeader(file) {
  const line = headOf(file, 4096).split("\n", 1)[0] ?? "";
  return line.split(",").map((header) => header.trim().replace(/^"|"$/g, "").toLowerCase());
}
function checkHeaders(headers, columns, codes2, file, issues) {
  const origin = { file: file.label, line: 1 };
  const twice = [...new Set(headers.filter((header, index) => headers.indexOf(header) !== index))];
  for (const header of twice) {
    issues.add({
      code: codes2.duplicateHeader,
      severity: "error",
      message: `The column "${excerptOf(header)}" is there twice.`,
      origin,
      fix: "Keep one of the two: nobody can tell which one is meant."
    });
  }
  const missing = columns.required.filter((header) => !headers.includes(header));
  for (const header of missing) {
    issues.add({
      code: codes2.missingColumn,
      severity: "error",
      message: `The column "${header}" is missing.`,
      origin,
      fix: `Add it: ${[...columns.required, ...columns.optional].join(",")}.`
    });
  }
  const known = /* @__PURE__ */ new Set([...columns.required, ...columns.optional]);
  for (const header of headers.filter((name) => name !== "" && !known.has(name))) {
    issues.add({
      code: codes2.unknownColumn,
      severity: "note",
      message: `The column "${excerptOf(header)}" is not used.`,
      origin,
      fix: `Known columns: ${[...known].join(", ")}.`
    });
  }
  if (headers.length > CSV_LIMITS.columns) {
    issues.add({
      code: codes2.tooLarge,
      severity: "error",
      message: `The header has more than ${CSV_LIMITS.columns} columns.`,
      origin,
      fix: "Check the delimiter."
    });
    return false;
  }
  return twice.length === 0 && missing.length === 0;
}
function readRows(text, starts) {
  const rows = [];
  let begin = 1;
  for (let broken = 0; begin <= starts.length; broken += 1) {
    const stopped = readRowsFrom(text.slice(starts[begin - 1]), begin, rows);
    if (!stopped) return rows;
    const given = broken >= CSV_LIMITS.brokenRows;
    rows.push({
      line: stopped.line,
      problem: given ? `${stopped.problem} The rows below it were not read: too many rows of this file are broken.` : stopped.problem
    });
    if (given) return rows;
    begin = stopped.line + 1;
  }
  return rows;
}
function readRowsFrom(text, line, rows) {
  let next = line;
  try {
    parse(text, {
      relax_column_count: true,
      record_delimiter: ["\r\n", "\n"],
      max_record_size: CSV_LIMITS.record,
      on_record: (cells, context) => {
        if (cells.length > 1 || cells[0] !== "") rows.push({ line: next, cells });
        next = line + context.lines;
        return null;
      }
    });
    return null;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { line: next, problem: PROBLEMS.get(error.code) ?? "This row is not CSV." };
  }
}
var PROBLEMS = /* @__PURE__ */ new Map([
  ["CSV_QUOTE_NOT_CLOSED", "A quote of this row is never closed."],
  ["CSV_INVALID_CLOSING_QUOTE", "A quote of this row is followed by text."],
  ["INVALID_OPENING_QUOTE", "A quote stands in the middle of a cell of this row."],
  ["CSV_MAX_RECORD_SIZE", "This row is longer than 1 MiB."]
]);
function offsetOfCell(text, start, index) {
  let offset = start;
  let quoted = false;
  for (let cell = 0; cell < index && offset < text.length; offset += 1) {
    const character = text[offset];
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === ",") cell += 1;
    else if (!quoted && character === "\n") break;
  }
  return offset;
}
function excerptAt(text, starts, line) {
  const begin = starts[line - 1] ?? 0;
  return excerptOf(text.slice(begin, Math.min(starts[line] ?? text.length, begin + 1e3)));
}

// src/parsers/outages/format.ts
function mapFor(options, target) {
  const { maps } = options;
  const list = maps === void 0 ? [] : isList2(maps) ? maps : [maps];
  const general = list.filter((map) => map.target === void 0);
  const particular = list.filter((map) => map.target !== void 0 && map.target === target);
  return Object.assign({}, ...general, ...particular);
}
function isList2(maps) {
  return Array.isArray(maps);
}

// src/parsers/outages/formats/outages-csv.ts
var REQUIRED = ["begin", "end", "kind", "source"];
var OPTIONAL = ["vendor", "service", "region", "zone", "resource", "acknowledged_at", "ref", "title", "cause"];
var KINDS = ["down", "degraded", "throttled", "maintenance", "info", "retracted", "unknown"];
var SOURCES = ["vendor-declared", "observed"];
var LONGEST_TITLE3 = 200;
var format4 = {
  id: "outages-csv",
  title: "plain outages CSV",
  recognize: (file) => {
    const header = csvHeader(file);
    return header.includes("begin") && ["end", "kind", "source"].some((name) => header.includes(name));
  },
  parse: (file, options) => {
    const { value: table, issues: syntax } = readCsv(file, { required: REQUIRED, optional: OPTIONAL }, codes);
    const issues = listIssues(file.label);
    const tally = tallyRows();
    const outages = [];
    const nameOutage = nameOutages(file.label);
    const map = mapFor(options);
    for (const row of table?.rows ?? []) {
      const cell = (header) => row.cells.get(header) ?? "";
      const placed = (header) => cell(header) || map[header] || null;
      const at = (header) => table?.originOf(row, header) ?? { file: file.label };
      const reject = ({ code, header, message, fix }) => {
        issues.add({ code, severity: "error", message, origin: at(header), excerpt: table?.excerptOf(row), fix });
        tally.reject("a cell that cannot be read");
      };
      const times = readTimes(row, at, options.zone);
      if ("issue" in times) {
        issues.add(times.issue);
        tally.reject("a time that cannot be read");
        continue;
      }
      const vendor = placed("vendor");
      const scope = scopeOf({ region: placed("region"), zone: placed("zone"), resource: placed("resource") });
      const kind = KINDS.find((known) => known === cell("kind").toLowerCase());
      const source = SOURCES.find((known) => known === cell("source").toLowerCase());
      const long = [...row.cells].find(
        ([header, text]) => text.length > LONGEST_NAME && header !== "title" && header !== "cause"
      );
      if (long)
        reject({
          code: "outages/text-too-long",
          header: long[0],
          message: `The cell "${long[0]}" is longer than ${LONGEST_NAME} characters.`,
          fix: "Shorten it."
        });
      else if (!kind)
        reject({
          code: "outages/unknown-kind",
          header: "kind",
          message: `The kind "${shorten(cell("kind"), 40)}" is not known.`,
          fix: `Write one of: ${KINDS.join(", ")}.`
        });
      else if (!source)
        reject({
          code: "outages/unknown-source",
          header: "source",
          message: `The source "${shorten(cell("source"), 40)}" is not known.`,
          fix: `Write one of: ${SOURCES.join(", ")}.`
        });
      else if (!vendor)
        reject({
          code: "outages/no-vendor",
          header: "vendor",
          message: "No vendor is named.",
          fix: "Fill the column vendor, or state the vendor of the file under maps in the case file."
        });
      else if (!scope)
        reject({
          code: "outages/no-place",
          header: "region",
          message: "Neither a region nor a zone nor a resource is named.",
          fix: "Fill one of the columns (region `global` for a service without regions), or state it under maps in the case file."
        });
      else if (times.end !== null && times.end < times.begin)
        reject({
          code: "outages/end-before-begin",
          header: "end",
          message: "The outage ends before it begins.",
          fix: "Correct one of the two times."
        });
      else {
        const service = placed("service");
        if (!service) {
          issues.add({
            code: "outages/no-service",
            severity: "warning",
            message: "No service is named, so no terms can judge this outage.",
            origin: at("service"),
            excerpt: table?.excerptOf(row),
            fix: "Fill the column service, or state the service of the file under maps in the case file."
          });
        }
        const ref = cell("ref") || null;
        outages.push({
          id: nameOutage(ref ?? `line ${row.line}`, scope),
          vendor,
          ref,
          title: shorten(cell("title"), LONGEST_TITLE3) || `${service ?? vendor} ${kind} in ${scope.id}`,
          services: service ? [service] : [],
          scope,
          begin: times.begin,
          end: times.end,
          beginBasis: "structured",
          endBasis: times.end === null ? "capture-bound" : "structured",
          kind,
          source,
          acknowledgedAt: times.acknowledgedAt,
          cause: shorten(cell("cause"), LONGEST_TITLE3) || null,
          origin: { file: file.label, line: row.line }
        });
        tally.use();
      }
    }
    for (const { reason, rows } of table?.rejected ?? []) tally.reject(reason, rows);
    return { value: { outages, coverage: [] }, issues: [...syntax, ...issues.all()], rows: tally.rows() };
  }
};
function readTimes(row, at, zone) {
  const times = /* @__PURE__ */ new Map();
  for (const header of ["begin", "end", "acknowledged_at"]) {
    const text = row.cells.get(header) ?? "";
    if (text === "" && header !== "begin") continue;
    const what = `The time in the column ${header}`;
    const read = readStamp(text, { codes, zone, origin: at(header), what });
    if (!read.ok) return { issue: read.issue };
    times.set(header, read.instant);
  }
  return {
    begin: times.get("begin"),
    end: times.get("end") ?? null,
    acknowledgedAt: times.get("acknowledged_at") ?? null
  };
}

// src/parsers/outages/probe-runs.ts
function watchedSpans(samples) {
  const widest = widestGap(samples);
  const spans = [];
  for (const { at } of samples) {
    const last = spans.at(-1);
    if (last && at - last.end <= widest) last.end = at;
    else spans.push({ begin: at, end: at });
  }
  return spans;
}
function failedRuns(samples, watched) {
  const runs = [];
  let next = 0;
  for (const span of watched) {
    let failing = [];
    const close = (end, endBasis) => {
      const [first] = failing;
      if (!first) return;
      const beginBasis = first.at === span.begin ? "capture-bound" : "sample-edge";
      runs.push({ begin: first.at, end, beginBasis, endBasis, line: first.line, samples: failing.length });
      failing = [];
    };
    for (let sample = samples[next]; sample && sample.at <= span.end; sample = samples[next]) {
      if (sample.ok) close(sample.at, "sample-edge");
      else failing.push(sample);
      next += 1;
    }
    close(span.end, "capture-bound");
  }
  return runs;
}
function widestGap(samples) {
  const gaps = samples.slice(1).map(({ at }, index) => at - samples[index].at);
  gaps.sort((a, b) => a - b);
  const upper = gaps[Math.floor(gaps.length / 2)] ?? 0;
  const lower = gaps[Math.floor((gaps.length - 1) / 2)] ?? 0;
  return upper + lower;
}

// src/parsers/outages/formats/probes-csv.ts
var GOOD = /* @__PURE__ */ new Set(["true", "1", "yes", "ok", "up"]);
var BAD = /* @__PURE__ */ new Set(["false", "0", "no", "fail", "down"]);
var format5 = {
  id: "probes-csv",
  title: "plain probe log CSV",
  recognize: (file) => {
    const header = csvHeader(file);
    return !header.includes("begin") && !header.includes("event") && (header.includes("target") || header.includes("ts") && header.includes("ok"));
  },
  parse: (file, options) => {
    const { value: table, issues: syntax } = readCsv(
      file,
      { required: ["ts", "target", "ok"], optional: ["latency_ms"] },
      codes
    );
    const issues = listIssues(file.label);
    const tally = tallyRows();
    for (const { reason, rows } of table?.rejected ?? []) tally.reject(reason, rows);
    const byTarget = /* @__PURE__ */ new Map();
    for (const row of table?.rows ?? []) {
      const target = row.cells.get("target") ?? "";
      const ok = (row.cells.get("ok") ?? "").toLowerCase();
      const at = (header) => table?.originOf(row, header) ?? { file: file.label };
      const reject = (code, header, message, fix) => {
        issues.add({ code, severity: "error", message, origin: at(header), excerpt: table?.excerptOf(row), fix });
        tally.reject("a cell that cannot be read");
      };
      if (target === "" || target.length > LONGEST_NAME) {
        reject(
          "outages/no-target",
          "target",
          target === "" ? "The sample names no target." : `The target is longer than ${LONGEST_NAME} characters.`,
          "Name what was probed."
        );
        continue;
      }
      if (ok === "") {
        tally.exclude("no result: the sample counts as missing");
        continue;
      }
      if (!GOOD.has(ok) && !BAD.has(ok)) {
        reject(
          "outages/unknown-result",
          "ok",
          `"${shorten(ok, 40)}" is neither true nor false.`,
          "Write true or false (1 or 0); leave it empty where the probe itself failed."
        );
        continue;
      }
      const read = readStamp(row.cells.get("ts") ?? "", {
        codes,
        zone: options.zone,
        origin: at("ts"),
        what: "The time of the sample"
      });
      if (!read.ok) {
        issues.add(read.issue);
        tally.reject("a time that cannot be read");
        continue;
      }
      const samples = byTarget.get(target);
      const sample = { at: read.instant, ok: GOOD.has(ok), line: row.line };
      if (samples) samples.push(sample);
      else byTarget.set(target, [sample]);
    }
    const outages = [];
    const coverage = [];
    const nameOutage = nameOutages(file.label);
    for (const target of [...byTarget.keys()].sort()) {
      const { samples, same, contradicting } = distinctSamples(byTarget.get(target) ?? []);
      tally.use(samples.length);
      tally.exclude("the same sample again", same);
      tally.exclude("samples of one time that contradict each other: they count as missing", contradicting.length);
      for (const { line } of contradicting) {
        issues.add({
          code: "outages/contradicting-samples",
          severity: "warning",
          message: `The target "${shorten(target, 80)}" was both up and down at one time; both samples count as missing.`,
          origin: { file: file.label, line },
          fix: "Give probes of several places a target name each."
        });
      }
      const [first] = samples;
      if (!first) continue;
      const subject = describeTarget(target, options);
      if (subject.vendor === UNKNOWN || subject.services.length === 0) {
        issues.add({
          code: "outages/unmapped-target",
          severity: "warning",
          message: `Nothing says which vendor and service the target "${shorten(target, 80)}" is, so no terms can judge it.`,
          origin: { file: file.label, line: first.line },
          fix: `State it under maps in the case file: {target: ${shorten(target, 80)}, service: aws/ec2, resource: i-0abc}.`
        });
      }
      const { scope, services } = subject;
      const watched = watchedSpans(samples);
      coverage.push({
        target,
        scope,
        services,
        watched: watched.filter(({ begin, end }) => end > begin),
        origin: { file: file.label, line: first.line }
      });
      for (const run2 of failedRuns(samples, watched)) {
        outages.push({
          id: nameOutage(`${target}@${formatInstant(run2.begin)}`, scope),
          vendor: subject.vendor,
          ref: null,
          title: `${run2.samples} failed probe${run2.samples === 1 ? "" : "s"} of ${shorten(target, 120)}`,
          services,
          scope,
          begin: run2.begin,
          end: run2.end,
          beginBasis: run2.beginBasis,
          endBasis: run2.endBasis,
          kind: "down",
          source: "observed",
          acknowledgedAt: null,
          cause: null,
          origin: { file: file.label, line: run2.line }
        });
      }
    }
    return { value: { outages, coverage }, issues: [...syntax, ...issues.all()], rows: tally.rows() };
  }
};
var UNKNOWN = "unknown";
function describeTarget(target, options) {
  const map = mapFor(options, target);
  const service = map.service ?? null;
  return {
    vendor: map.vendor ?? (service?.includes("/") ? service.split("/", 1)[0] : UNKNOWN),
    services: service === null ? [] : [service],
    scope: (map.resource || map.zone || map.region ? scopeOf(map) : null) ?? { level: "resource", id: target }
  };
}
function distinctSamples(all) {
  const byTime = /* @__PURE__ */ new Map();
  for (const sample of all) {
    const others = byTime.get(sample.at);
    if (others) others.push(sample);
    else byTime.set(sample.at, [sample]);
  }
  const groups = [...byTime.values()];
  const agree = (group) => group.every(({ ok }) => ok === group[0]?.ok);
  const contradicting = groups.filter((group) => !agree(group)).flat();
  const samples = groups.filter(agree).map((group) => group[0]).sort((a, b) => a.at - b.at);
  return { samples, contradicting, same: all.length - samples.length - contradicting.length };
}

// src/parsers/outages/registry.ts
var formats = [format, format2, format3, format4, format5];

// src/parsers/outages/read.ts
var NOTHING = { outages: [], coverage: [] };
var NO_ROWS = { read: 0, used: 0, excluded: [], rejected: [] };
function readOutages(file, options = {}, formatId) {
  const refuse2 = (issue) => ({
    value: NOTHING,
    issues: [{ severity: "error", origin: { file: file.label }, ...issue }],
    rows: NO_ROWS,
    format: null
  });
  if (options.zone !== void 0 && !isZone(options.zone)) {
    return refuse2({
      code: "outages/unknown-zone",
      message: `"${excerptOf(options.zone)}" is not a time zone.`,
      fix: "Use a name of the IANA database, like America/Los_Angeles or UTC."
    });
  }
  if (file.text.trim() === "")
    return refuse2({ code: codes.emptyFile, message: "The file is empty.", fix: "Export it again." });
  const format6 = formatId === void 0 ? recognizeOutages(file) : formats.find(({ id }) => id === formatId);
  if (!format6) {
    const known = formats.map(({ id, title }) => `${id} (${title})`).join(", ");
    const message = formatId === void 0 ? "No outage format that we know fits this file." : `"${excerptOf(formatId)}" is not an outage format.`;
    return refuse2({
      code: "outages/unknown-format",
      message,
      excerpt: excerptOf(file.text.slice(0, 200)),
      fix: `Known formats: ${known}. Anything else can be written as outages-csv.`
    });
  }
  return { ...format6.parse(file, options), format: format6.id };
}
function recognizeOutages(file) {
  return formats.find((format6) => format6.recognize(file));
}

// test/zz.mts
var S = "/work/shared/samples/outages/";
var run = (f, show = 3) => {
  let b = readFileSync(S + f);
  if (f.endsWith(".gz")) b = gunzipSync(b);
  const t2 = Date.now();
  const r2 = readOutages({ label: f.split("/").pop(), text: b.toString() });
  console.log("==", f, r2.format, JSON.stringify(r2.rows), r2.value.outages.length, "ms", Date.now() - t2);
  for (const o of r2.value.outages.slice(0, show)) console.log("  ", o.id, "|", o.kind, formatInstant(o.begin), o.end && formatInstant(o.end), o.acknowledgedAt && formatInstant(o.acknowledgedAt), JSON.stringify(o.scope), o.services.slice(0, 3).join(","), o.title.slice(0, 60), JSON.stringify(o.origin));
  for (const i of r2.issues.slice(0, 8)) console.log("   !", i.severity, i.code, JSON.stringify(i.origin), i.message.slice(0, 170), "|", i.excerpt?.slice(0, 60));
};
run("gcp-incidents-json/gcp_outages.json");
run("gcp-incidents-json/gcp_outages.2020-11-06.json.gz");
for (const d of ["aws-health", "aws-cli-examples"]) for (const f of readdirSync(S + d)) if (f.endsWith(".json")) run(d + "/" + f, 4);
var lines = gunzipSync(readFileSync(S + "gcp-incidents-json/derived_incidents_union_2020-06_2026-08.jsonl.gz")).toString().trim().split("\n").map((l) => JSON.parse(l).incident);
var big = JSON.stringify(lines, null, 1);
console.log("MB", big.length / 1e6, lines.length);
var t = Date.now();
var r = readOutages({ label: "big", text: big });
console.log(Date.now() - t, r.rows, r.value.outages.length, r.value.outages[5e3]?.origin);
for (const i of r.issues) console.log(i.severity, i.code, i.message.slice(0, 150));
var big2 = JSON.stringify([...lines, ...lines.map((c) => ({ ...c, id: "x" + c.id, number: "9" + c.number }))], null, 1);
t = Date.now();
readOutages({ label: "big", text: big2 });
console.log("MB", big2.length / 1e6, Date.now() - t);
