import { asText, LONGEST_SENTENCE, type Text } from './text.ts';
import { makeVisible } from './visible.ts';

// One pass over all of them, the backslash included: escaping pipes first and backslashes later lets `\|` out again.
const PUNCTUATION = /[!-/:-@[-`{-~]/g;
// GitHub looks for `@name` and `#12` after Markdown is rendered, where a backslash is gone: a zero-width space stays.
const LINKED_BY_GITHUB = /\\([@#])/g;
// Also what GitHub links by itself.
const MARKUP = /[!#&*<>@[\\\]_`|~]|:\/\/|www\./i;

/** Text as it may stand in a GitHub comment, in a paragraph or in a table cell: nothing in it is markup. */
export function escapeMarkdown(text: Text | string): string {
  return escapeLine(makeVisible(typeof text === 'string' ? asText(text, LONGEST_SENTENCE) : text).trim());
}

/** Our own words, numbers and days: left readable in the source where they hold no markup, escaped where they do. */
export function escapeOwnMarkdown(text: Text): string {
  const line = makeVisible(text);
  return MARKUP.test(line) ? escapeLine(line) : line;
}

function escapeLine(line: string): string {
  return line.replace(PUNCTUATION, '\\$&').replace(LINKED_BY_GITHUB, '\\$1&#8203;');
}

/** The name of a figure as code, to be copied; as escaped text where code could not hold it. */
export function escapeMarkdownName(text: Text): string {
  const line = makeVisible(text);
  return /^[\w.:@/-]+$/.test(line) ? `\`${line}\`` : escapeMarkdown(text);
}
