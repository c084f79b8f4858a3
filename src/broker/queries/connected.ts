import type { Relationship } from '../store/relationships.ts';

/**
 * The relationships through which a pacticipant is reached, step by step outwards.
 * @param most stop once this many pacticipants are reached
 */
export function groupOf(relationships: readonly Relationship[], name: string, most = Number.POSITIVE_INFINITY) {
  const reached = new Set([name]);
  const group = new Set<Relationship>();
  for (let before = 0; reached.size !== before && reached.size < most; ) {
    before = reached.size;
    const next = relationships.filter(({ consumer, provider }) => reached.has(consumer) || reached.has(provider));
    for (const one of next) group.add(one);
    for (const { consumer, provider } of next) reached.add(consumer).add(provider);
  }
  return [...group];
}
