import type { PreviousPact } from '../store/previous-pacts.ts';

/** An event of a pact; the comment gives its reason. */
export interface PactEvent {
  readonly name: 'contract_published' | 'contract_content_changed' | 'contract_requiring_verification_published';
  readonly comment?: string;
}

/** The events of a new pact, compared with the previous pacts with the same tags. Branches do not count, as in the official broker. */
export function newPactEvents(sha: string, previous: readonly PreviousPact[]): PactEvent[] {
  const changed = previous.filter((pact) => pact.sha !== sha);
  if (changed.length === 0) return [{ name: 'contract_published', comment: describeUnchanged(previous) }];
  return [
    { name: 'contract_published' },
    { name: 'contract_content_changed', comment: changed.map(describeChange).join(', ') },
  ];
}

/** The events of a pact that is published again, perhaps with another content. */
export function revisionEvents(changed: boolean, consumer: string, version: string): PactEvent[] {
  const comment = `pact content modified since previous publication for ${consumer} version ${version}`;
  const published: PactEvent = { name: 'contract_published' };
  return changed ? [published, { name: 'contract_content_changed', comment }] : [published];
}

function describeChange({ tag, sha }: PreviousPact): string {
  if (tag === undefined)
    return sha ? 'pact content has changed since previous untagged version' : 'first time untagged pact published';
  if (sha) return `pact content has changed since the last consumer version tagged with ${tag}`;
  return `first time any pact published for this consumer with consumer version tagged ${tag}`;
}

function describeUnchanged(previous: readonly PreviousPact[]): string {
  const tags = previous.flatMap(({ tag }) => tag ?? []);
  const versions = tags.length === 1 ? `version with tag ${tags[0]}` : `versions with tags ${tags.join(', ')}`;
  return `pact content is the same as previous ${versions} and no new tags were applied`;
}

/** Adds the event that a provider version has to verify the pact, with the comment of the publication. */
export function withRequiredVerification(events: readonly PactEvent[]): PactEvent[] {
  return events.flatMap((event) =>
    event.name === 'contract_published'
      ? [event, { ...event, name: 'contract_requiring_verification_published' } as const]
      : [event],
  );
}
