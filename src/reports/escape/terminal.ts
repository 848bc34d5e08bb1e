import { asText, LONGEST_SENTENCE, type Text } from './text.ts';
import { makeVisible } from './visible.ts';

/**
 * Text as it may be written to a terminal: one line, no control, no format and no invisible character. A string is
 * taken as a sentence of up to 1,000 graphemes.
 */
export function escapeTerminal(text: Text | string): string {
  return makeVisible(typeof text === 'string' ? asText(text, LONGEST_SENTENCE) : text);
}
