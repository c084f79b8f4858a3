/** The maximum length of a description where it is repeated. The heading of the interaction contains the full description. */
export const MAX_DESCRIPTION_CHARS = 120;

/** The beginning of a description. A description may have megabytes, and a page contains it several times. */
export function shortDescription(description: string): string {
  if (description === '') return 'without a description';
  if (description.length <= MAX_DESCRIPTION_CHARS) return description;
  return `${description.slice(0, MAX_DESCRIPTION_CHARS).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
