/** The most characters of a description where it is repeated. The summary of the interaction has all of it. */
export const MAX_DESCRIPTION_CHARS = 120;

/** The beginning of a description: it may have megabytes, and a page repeats it. */
export function shortDescription(description: string): string {
  if (description === '') return 'without a description';
  if (description.length <= MAX_DESCRIPTION_CHARS) return description;
  return `${description.slice(0, MAX_DESCRIPTION_CHARS).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
