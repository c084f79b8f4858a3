/** The width of a label in a node, in halves of the width of an ideograph: about the width of a Latin letter. */
const MAX_WIDTH = 25;

/** Characters that are as wide as two Latin letters. */
const wide = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{Extended_Pictographic}\uFF00-\uFF60]/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A name as it fits into a node; the end of a long one is replaced by an ellipsis. Emoji and accents stay whole. */
export function fitLabel(name: string): string {
  let width = 0;
  let fitting = '';
  for (const { segment, index } of graphemes.segment(name)) {
    width += wide.test(segment) ? 2 : 1;
    if (width > MAX_WIDTH) return `${fitting.trimEnd()}…`;
    if (width < MAX_WIDTH) fitting = name.slice(0, index + segment.length);
  }
  return name;
}
