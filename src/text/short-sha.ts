/** A text in which commits are told by the first twelve digits of their SHA, as people recognise them; addresses stay whole. */
export function shortShas(text: string): string {
  return text.replace(/(?<![\w/=.-])([0-9a-f]{12})[0-9a-f]{28}(?![\w/])/g, '$1');
}
