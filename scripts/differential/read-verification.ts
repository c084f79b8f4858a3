// biome-ignore lint/suspicious/noExplicitAny: a broker's JSON
type Json = any;

/** Stands for a selector that the official broker has no words for: it prints its innards, memory addresses included. */
export const UNDESCRIBED_SELECTOR = '(a selector)';

/** An entry of an answer to for-verification in a line: `Pact between A (1) and B: latest from branch main (pending, wip)`. */
export function formatEntry({ shortDescription, verificationProperties = {}, _links }: Json): string {
  const { pending, wip } = verificationProperties;
  const flags = [
    ...(pending === undefined ? [] : [pending ? 'pending' : 'not pending']),
    ...(wip === undefined ? [] : [wip ? 'wip' : 'not wip']),
  ];
  const description = withoutInternals(shortDescription);
  const described = wip ? description.split(', ').sort().join(', ') : description;
  return `${_links.self.name}: ${described}${flags.length > 0 ? ` (${flags.join(', ')})` : ''}`;
}

/** The notices of an entry, each with the entry's name, as far as they come the same from every broker. */
export function formatNotices({ verificationProperties, _links }: Json): string[] {
  const notices: { when: string; text: string }[] = verificationProperties?.notices ?? [];
  return notices.map(({ when, text }) => {
    return `${_links.self.name}: ${when}: ${criteriaInOrder(namesInOrder(withoutInternals(withoutAddresses(text))))}`;
  });
}

function withoutInternals(text: string): string {
  return text.replace(/\{"[^{}]*"consumer_version":"[^"]*"\}/g, UNDESCRIBED_SELECTOR);
}

function withoutAddresses(text: string): string {
  return text.replace(/https?:\/\/127\.0\.0\.1:\d+/g, '').replace(/\/metadata\/[\w-]+/g, '/metadata/…');
}

/** Lists such as `'b', 'a' and 'b'`: the official broker names tags in any order, and some of them again and again. */
function namesInOrder(text: string): string {
  return text.replace(/'[^']*'(?:(?:, | and )'[^']*')+/g, (list) => {
    return [...new Set(list.match(/'[^']*'/g))].sort().join(', ');
  });
}

/** The criteria that a pact meets, one a line: those of one kind come in any order. */
function criteriaInOrder(text: string): string {
  const [first = '', ...criteria] = text.split('\n    * ');
  return [first, ...criteria.sort()].join('\n    * ');
}
