/** The text with the SHA of every commit shortened to 12 digits, except in URLs. */
export function shortenShas(text: string): string {
  return text.replace(/(?<![\w/=.-])([0-9a-f]{12})[0-9a-f]{28}(?![\w/])/g, '$1');
}
