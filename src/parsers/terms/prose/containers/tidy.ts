const INVISIBLE = /[\p{Cf}\p{Co}\p{Cs}\u115F\u1160\u3164\uFFA0\p{Variation_Selector}]/gu;
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/gu;

/** Text on one line without characters that draw nothing: what a reader sees is what the rules see. */
export function tidy(text: string): string {
  return text
    .replace(CONTROL, ' ')
    .replace(INVISIBLE, '')
    .replace(/[\p{Zs} ]+/gu, ' ')
    .trim();
}

/**
 * Whether the text holds characters that turn the direction of writing or stand between letters unseen: with them a
 * screen can show another number than the file holds. Soft hyphens and joiners are common and harmless.
 */
export function hidesText(text: string): boolean {
  return /[\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]/u.test(text);
}
