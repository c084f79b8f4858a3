// biome-ignore lint/suspicious/noExplicitAny: a broker's JSON
type Json = any;

/** Replaces a selector that the official broker does not describe: it prints an internal object with memory addresses. */
export const UNDESCRIBED_SELECTOR = '(a selector)';

/** An entry of a response to for-verification in one line: `Pact between A (1) and B: latest from branch main (pending, wip)`. */
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

/** The notices of an entry, each with the entry's name, without the parts that differ between brokers. */
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

/** Lists such as `'b', 'a' and 'b'`: the official broker lists tags in any order, some of them several times. */
function namesInOrder(text: string): string {
  return text.replace(/'[^']*'(?:(?:, | and )'[^']*')+/g, (list) => {
    return [...new Set(list.match(/'[^']*'/g))].sort().join(', ');
  });
}

/** The criteria of a pact, one per line; the order of one kind is not defined. */
function criteriaInOrder(text: string): string {
  const [first = '', ...criteria] = text.split('\n    * ');
  return [first, ...criteria.sort()].join('\n    * ');
}
