import type { Pact } from './step.ts';

/** The pact file for the number of a pact version. If reordered, the same pact version with keys and interactions in reverse order. */
export function pactFile(consumer: string, { provider, content, reordered }: Pact): string {
  const interactions = [interaction('the time', '/time'), interaction(`a page ${content}`, `/pages/${content}`)];
  const names = { consumer: { name: consumer }, provider: { name: provider } };
  const metadata = { pactSpecification: { version: '2.0.0' } };
  if (!reordered) return JSON.stringify({ ...names, interactions, metadata });
  return JSON.stringify({ metadata, interactions: interactions.map(reversed).reverse(), ...names });
}

function interaction(what: string, path: string) {
  return { description: `asks for ${what}`, request: { method: 'GET', path }, response: { status: 200 } };
}

function reversed(value: object): object {
  return Object.fromEntries(Object.entries(value).reverse());
}
