/**
 * A text in quotes for one line of a log: `"heron"`. Quotes and backslashes are escaped, and so are line ends, control
 * characters and invisible characters, so that a name cannot look like another line or another entry.
 */
export function quoteForLog(text: string): string {
  return escapeForLog(JSON.stringify(text));
}

/** A text on one line: line ends, control characters and invisible characters are escaped. */
export function escapeForLog(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeChar);
}

function escapeChar(char: string): string {
  return `\\u{${char.codePointAt(0)?.toString(16)}}`;
}
