// What a terminal or a viewer could act on. JSON.stringify escapes C0 alone; the rest stays legal JSON when escaped.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** JSON text in which every character that draws nothing is written as `\u202e`: the same data, safe to print. */
export function escapeJson(json: string): string {
  return json.replace(UNSEEN, (character) =>
    character === '\n' ? character : [...codeUnits(character)].map(escapeUnit).join(''),
  );
}

function* codeUnits(character: string): Generator<number> {
  for (let i = 0; i < character.length; i += 1) yield character.charCodeAt(i);
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
