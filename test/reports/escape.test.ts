import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeJson } from '../../src/reports/escape/json.ts';
import { escapeMarkdown } from '../../src/reports/escape/markdown.ts';
import { escapeTerminal } from '../../src/reports/escape/terminal.ts';
import { asText } from '../../src/reports/escape/text.ts';
import { markdownCorpus, terminalCorpus } from './hostile.ts';

const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

describe('the terminal escape', () => {
  it.each(terminalCorpus.map((text) => [text]))('leaves nothing that draws nothing of %j', (text) => {
    expect(escapeTerminal(asText(text))).not.toMatch(UNSEEN);
  });

  it('holds for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !UNSEEN.test(escapeTerminal(text))));
  });

  it('shows what was there', () => {
    expect(escapeTerminal('a\u202eb\u001b[31mc')).toBe('a\\u{202e}b\\u{1b}[31mc');
    expect(escapeTerminal('two\nlines\tand a tab')).toBe('two lines and a tab');
  });

  it('leaves plain text alone', () => {
    const plain = 'Störung in zone use1-az4: 字 → 10 %';
    expect(escapeTerminal(plain)).toBe(plain);
  });

  it('cuts at two hundred graphemes and says so', () => {
    expect(escapeTerminal(asText('é'.normalize('NFD').repeat(300)))).toBe(`${'é'.normalize('NFD').repeat(200)}…`);
    expect(escapeTerminal(asText('x'.repeat(200)))).toBe('x'.repeat(200));
    expect(escapeTerminal(asText('x'.repeat(201)))).toBe(`${'x'.repeat(200)}…`);
  });

  it('bounds what one grapheme can carry', () => {
    expect(escapeTerminal(asText(`z${'\u0336'.repeat(5000)}`)).length).toBeLessThan(1000);
  });
});

describe('the Markdown escape', () => {
  const ESCAPED = /\\[!-/:-@[-`{-~](?:&#8203;)?/g;

  it.each(markdownCorpus.map((text) => [text]))('leaves no bare punctuation of %j', (text) => {
    const rest = escapeMarkdown(asText(text)).replace(ESCAPED, '');
    expect(rest).not.toMatch(/[!-/:-@[-`{-~\n\r]/);
  });

  it('escapes the backslash together with the pipe, so that neither frees the other', () => {
    expect(escapeMarkdown('a\\|b')).toBe('a\\\\\\|b');
  });

  it('keeps a mention and an issue number from being linked', () => {
    expect(escapeMarkdown('@octocat #12')).toBe('\\@&#8203;octocat \\#&#8203;12');
  });

  it('loses nothing: the escapes undone give the visible text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (text) => {
        const undone = escapeMarkdown(text)
          .replaceAll('&#8203;', '')
          .replace(/\\([!-/:-@[-`{-~])/g, '$1');
        return undone === escapeTerminal(text).trim();
      }),
    );
  });
});

describe('the JSON escape', () => {
  it('changes no data and leaves nothing unseen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = escapeJson(JSON.stringify({ text }, null, 2));
        expect(JSON.parse(json)).toEqual({ text });
        expect(json.replaceAll('\n', '')).not.toMatch(UNSEEN);
      }),
    );
  });
});
