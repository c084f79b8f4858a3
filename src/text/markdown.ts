/**
 * Markdown for job summaries, comments and issues on GitHub. Every text that is not written in this repository (names, versions, messages of
 * brokers and of Python code) is escaped here, and nowhere else.
 */
import { withoutControlCharacters } from './table.ts';

/** Prevents mentions and references: GitHub finds them in the rendered text, in which an escaped `@` is an `@` again. */
const ZERO_WIDTH_SPACE = '&#8203;';

/**
 * Escapes a text for Markdown, on one line. No character of it is markup, an HTML tag or an entity, and it mentions and references nothing:
 * `@name` would notify a person or a team, `#1` would add a note to an issue.
 */
export function escapeMarkdown(text: string): string {
  return withoutControlCharacters(text)
    .replaceAll('&', '&amp;')
    .replace(/[\\`*[\]|]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replace(/[@#](?=[^\s])/g, `$&${ZERO_WIDTH_SPACE}`);
}

/** A link, or the text alone if the URL is not one of the web. The text is escaped. */
export function markdownLink(text: string, url: string): string {
  const escaped = escapeMarkdown(text);
  return /^https?:\/\//i.test(url) ? `[${escaped}](${escapeUrl(url)})` : escaped;
}

/** The characters that would end a link or a table cell, percent-encoded. */
function escapeUrl(url: string): string {
  return withoutControlCharacters(url).replace(/[\s\\`*[\]()<>|"'&]/g, (character) =>
    character === '&' ? '&amp;' : `%${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  );
}

/** A Markdown table. The cells are Markdown: escape plain texts first. */
export function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)];
}
