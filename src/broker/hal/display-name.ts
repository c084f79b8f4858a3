/**
 * The name that people read where none was given: words split at capitals, dashes, underscores and dots, each with a capital
 * letter in front (`market_data_pipeline` is "Market Data Pipeline"). Of several separators around a single letter only every
 * other one splits, as with the official broker.
 */
export function displayNameFor(name: string): string {
  const spaced = name
    .replace(/([A-Z])([A-Z])([a-z])/g, '$1 $2$3')
    .replace(/([a-z\d])([A-Z])(\S)/g, '$1 $2$3')
    .replace(/(\S)[-_\s.](\S)/g, '$1 $2');
  const words = spaced.split(/\s+/).filter(Boolean);
  return words.map(capitalised).join(' ');
}

function capitalised(word: string): string {
  return word
    .replace(/_+([a-z])/g, (_, letter: string) => letter.toUpperCase())
    .replace(/^[a-z]/, (l) => l.toUpperCase());
}
