/** How many interactions and messages a pact has, in JSON. */
export function interactionsIn(content: string): { interactions: number; messages: number } {
  const { interactions, messages } = JSON.parse(content);
  return { interactions: lengthOf(interactions), messages: lengthOf(messages) };
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}
