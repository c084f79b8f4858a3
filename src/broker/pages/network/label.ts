/** In pixels, inside a node. */
const MAX_WIDTH = 192;
const ELLIPSIS_WIDTH = 12;

const ideograph = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{Extended_Pictographic}\uFF00-\uFF60]/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A name shortened to the width of a node; the end of a long name is replaced by an ellipsis. Emoji and accented letters are not split. */
export function fitLabel(name: string): string {
  let width = 0;
  let fitting = 0;
  for (const character of charactersOf(name)) {
    width += widthOf(character);
    if (width > MAX_WIDTH) return `${name.slice(0, fitting).trimEnd()}…`;
    if (width <= MAX_WIDTH - ELLIPSIS_WIDTH) fitting += character.length;
  }
  return name;
}

/** Segmenting is slow, and a network has more than a thousand names, most of them in ASCII. */
function charactersOf(name: string): Iterable<string> {
  if (/^[ -~]*$/.test(name)) return name;
  return Array.from(graphemes.segment(name), ({ segment }) => segment);
}

/** Of a character in the style sheet's font of 13 pixels, rounded up. */
function widthOf(character: string): number {
  if (/[mwMW@%]/.test(character)) return 12.7;
  if (/[A-Z]/.test(character)) return 9.5;
  if (/[-ijlftrI .,:;!|'()[\]]/.test(character)) return 5.5;
  return ideograph.test(character) ? 13.5 : 8.3;
}
