import type { Bill, BillNeeds, Charge } from '../engine/records/charge.ts';
import type { BillingFormat } from '../parsers/billing/format.ts';
import { parseMapping } from '../parsers/billing/mapping-file/parse.ts';
import { parseRateCard } from '../parsers/billing/rate-card/parse.ts';
import type { RateCard } from '../parsers/billing/rate-card/rate-card.ts';
import type { BillPath } from './bill/bill-path.ts';
import { readBill } from './bill/read-bill.ts';
import { describeProgress } from './describe-progress.ts';
import { filesOf, noteInput, type OpenCase, textOf } from './open-case.ts';
import { TEXT_LIMITS } from './read-text.ts';
import { withStatedRates } from './stated-rates.ts';

/** Every row by its resource and hour: usage is priced before it is summed. */
const WHOLE: BillNeeds = { detail: [{}], windows: [{ begin: Date.UTC(1990, 0), end: Date.UTC(2200, 0) }] };

/** The bills of the case, read for what the engine will ask of them, with what its rate cards state. */
export async function loadBill(open: OpenCase, needs: BillNeeds, onProgress?: (says: string) => void): Promise<Bill> {
  const stated = open.statement.file.billing.flatMap((_, at) => billsOf(open, at));
  const unique = [...new Map(stated.map((file) => [file.path, file])).values()];
  for (const file of unique) open.bills.set(file.label, file);
  const cards = loadCards(open);
  if (unique.length + cards.length === 0) return { files: [], charges: [] };
  const { currency } = open.statement.file;
  const { value, issues, inputs } = await readBill(unique, needs, {
    currency,
    onProgress: onProgress && ((progress) => onProgress(describeProgress(progress))),
  });
  open.issues.push(...issues);
  for (const input of inputs)
    noteInput(open, { label: input.label, path: open.paths.get(input.label) ?? input.label }, input);
  const priced = withStatedRates(value, { cards, usage: await readUsage(value, unique), needs, currency });
  open.issues.push(...priced.issues);
  return priced.value;
}

/** The files of one entry of `billing`, and how they are read. */
function billsOf(open: OpenCase, at: number): BillPath[] {
  const entry = open.statement.file.billing[at];
  if (!entry) return [];
  const mapped = entry.columns === undefined ? undefined : loadMapping(open, entry.columns, at);
  if (mapped === null) return [];
  const files = filesOf(open, entry.files, ['billing', at, 'files'], { folders: true });
  return files.map((file) => ({ ...file, format: entry.format, mapped, decimalComma: entry.decimal_comma }));
}

function loadMapping(open: OpenCase, name: string, at: number): BillingFormat | null {
  const [file] = filesOf(open, [name], ['billing', at, 'columns']);
  const text = file && textOf(open, file, TEXT_LIMITS.yaml);
  if (!text) return null;
  const { value, issues } = parseMapping(text.text, text.label);
  open.issues.push(...issues);
  return value;
}

function loadCards(open: OpenCase): RateCard[] {
  return filesOf(open, open.statement.file.rates, ['rates']).flatMap((file) => {
    const text = textOf(open, file, TEXT_LIMITS.yaml);
    if (!text) return [];
    const { value: card, issues } = parseRateCard(text.text, text.label);
    open.issues.push(...issues);
    if (card) open.bills.set(file.label, { ...file, card });
    return card ?? [];
  });
}

/** Once more and row by row, the files that hold usage without cost: small, because they count by the hour and kind. */
async function readUsage({ files }: Bill, paths: readonly BillPath[]): Promise<readonly Charge[]> {
  const counted = new Set(files.filter(({ use }) => use === 'usage').map(({ file }) => file));
  const { value } = await readBill(
    paths.filter(({ label }) => counted.has(label)),
    WHOLE,
  );
  return value.charges;
}
