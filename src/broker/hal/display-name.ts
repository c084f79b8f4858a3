/**
 * The default display name: the name is split into words at capitals, dashes, underscores and dots, and each word is capitalized
 * (`market_data_pipeline` becomes "Market Data Pipeline"). As in the official broker, separators on both sides of a single letter
 * split only once.
 */
export function displayNameFor(name: string): string {
  const spaced = name
    .replace(/([A-Z])([A-Z])([a-z])/g, '$1 $2$3')
    .replace(/([a-z\d])([A-Z])(\S)/g, '$1 $2$3')
    .replace(/(\S)[-_\s.](\S)/g, '$1 $2');
  const words = spaced.split(/\s+/).filter(Boolean);
  return words.map(capitalized).join(' ');
}

function capitalized(word: string): string {
  return word
    .replace(/_+([a-z])/g, (_, letter: string) => letter.toUpperCase())
    .replace(/^[a-z]/, (l) => l.toUpperCase());
}
