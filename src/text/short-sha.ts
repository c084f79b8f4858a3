/** The text with the SHA of every commit cut to 12 digits. URLs stay as they are. */
export function shortenShas(text: string): string {
  return text.replace(/(?<![\w/=.-])([0-9a-f]{12})[0-9a-f]{28}(?![\w/])/g, '$1');
}
