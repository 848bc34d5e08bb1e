import { isZero } from '../../engine/values/exact.ts';
import type { Report } from '../report-schema.ts';
import type { Block, Phrase } from './blocks.ts';
import { deadlineWords, tagWords } from './credit-facts.ts';
import { type CreditRow, creditRows, fileBy, promise } from './credit-rows.ts';
import { figure, valueAt } from './figures.ts';
import { join, names, opening, ref, say, strong, time } from './phrases.ts';

const MOST_TAGS = 12;

/** What to do next, the nearest day first: file, with what evidence; or what to find so that one can file. */
export function nextSteps(report: Report): Block[] {
  const open = creditRows(report).filter(({ first }) =>
    ['claimable', 'insufficient-evidence', 'undetermined'].includes(first.status),
  );
  const dated = open.sort((a, b) => order(a) - order(b) || 0);
  const items = dated.map((row) => step(report, row));
  const price = report.losses.some((loss) => loss.total === null && loss.incident !== null) ? [priceStep(report)] : [];
  const heading: Block = { kind: 'heading', level: 2, text: say`What to do next` };
  if (items.length + price.length === 0) return [heading, { kind: 'paragraph', text: say`Nothing: no claim is open.` }];
  return [heading, { kind: 'list', items: [...items, ...price] }];
}

// Without a day to keep, a row comes last.
function order(row: CreditRow): number {
  const last = fileBy(row);
  return last && !last.missed ? Date.parse(last.at) : Number.MAX_SAFE_INTEGER;
}

function step(report: Report, row: CreditRow): Phrase {
  const last = fileBy(row);
  if (last?.done && !last.missed)
    return say`Wait for the vendor's answer on ${ref(row.group.ref)}: claimed at ${time(last.done)}.`;
  const by = last && !last.missed ? say`By ${strong([time(last.date)])}: ` : say`Without a day to keep: `;
  const later = row.first.deadlines.filter((deadline) => deadline !== last && !deadline.missed).map(deadlineWords);
  const also = later.length > 0 ? say` Also: ${join(later, '; ')}.` : [];
  return say`${by}${action(report, row)}${evidence(row)}${also}`;
}

function action(report: Report, row: CreditRow): Phrase {
  const { first, group } = row;
  const credit = figure(report, `${group.ref}.credit.base`);
  const which = say`${ref(group.ref)} (${promise(row)})`;
  if (first.status === 'claimable') {
    if (isAutomatic(report, row))
      return say`check that the invoice holds ${credit} for ${which}: due without a claim, file one if it is not there.`;
    return say`file claim ${which} for ${credit}.`;
  }
  if (first.status === 'insufficient-evidence') {
    const worth = group.worth ? say`; with it the claim is worth ${figure(report, `${group.ref}.worth.base`)}` : [];
    return say`find the evidence for ${which}${worth}.`;
  }
  return say`settle what is open for ${which}: ${opening(first.because)}`;
}

/** Whether all of the credit comes of rules that pay without a claim. */
function isAutomatic(report: Report, { first }: CreditRow): boolean {
  // What is still due after the last day of the claim is due without one.
  if (first.deadlines.some((deadline) => deadline.missed && !deadline.conservative)) return true;
  const paying = first.rules.filter((rule) => {
    const value = valueAt(report, `${rule.ref}.credit.base`);
    return value === null || !isZero(value);
  });
  return paying.length > 0 && paying.every((rule) => rule.automatic);
}

function evidence({ first: { evidence: tags } }: CreditRow): Phrase {
  const held = tags.required.filter((tag) => !tags.missing.includes(tag));
  const attach = held.length > 0 ? say` Attach: ${names(held.map(tagWords), MOST_TAGS)}.` : [];
  const lacking = tags.missing.length > 0 ? say` Missing: ${names(tags.missing.map(tagWords), MOST_TAGS)}.` : [];
  return say`${attach}${lacking}`;
}

function priceStep(report: Report): Phrase {
  const [open] = report.losses.filter((loss) => loss.total === null && loss.incident !== null);
  return open ? say`Make the loss ${ref(open.ref)} computable: ${opening(open.because)}` : [];
}
