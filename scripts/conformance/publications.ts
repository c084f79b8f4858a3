import { type Details, post, type Step } from './scenario.ts';

/** A pact of plain HTTP interactions with these descriptions. */
export function pact(consumer: string, provider: string, ...descriptions: string[]): object {
  return {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: descriptions.map(interaction),
    metadata: { pactSpecification: { version: '2.0.0' } },
  };
}

export function interaction(description: string): object {
  const path = `/${description.replaceAll(' ', '-')}`;
  return { description, request: { method: 'GET', path }, response: { status: 200 } };
}

export interface Publication {
  readonly consumer: string;
  readonly version: string;
  readonly provider: string;
  /** Descriptions of the pact's interactions; others give another pact version. */
  readonly descriptions?: readonly string[];
  /** The whole pact, instead of one with the descriptions. */
  readonly content?: unknown;
  readonly branch?: string;
  readonly tags?: readonly string[] | null;
  readonly buildUrl?: string;
  readonly onConflict?: string;
}

/** Publishes one pact as the clients do. */
export function publish(name: string, publication: Publication, details?: Details): Step {
  return post(name, '/contracts/publish', publishBody(publication), details);
}

export function publishBody({ consumer, version, provider, branch, tags, buildUrl, ...rest }: Publication): object {
  return {
    pacticipantName: consumer,
    pacticipantVersionNumber: version,
    ...(branch !== undefined && { branch }),
    ...(tags !== undefined && { tags }),
    ...(buildUrl !== undefined && { buildUrl }),
    contracts: [contract(consumer, provider, rest)],
  };
}

/** One contract of a publication, its content in base64. */
export function contract(
  consumer: string,
  provider: string,
  {
    descriptions = ['a request'],
    content = pact(consumer, provider, ...descriptions),
    onConflict,
  }: Partial<Publication> = {},
): object {
  return {
    consumerName: consumer,
    providerName: provider,
    specification: 'pact',
    contentType: 'application/json',
    content: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)).toString('base64'),
    ...(onConflict !== undefined && { onConflict }),
  };
}

/** Posts a verification result to a URL that an earlier step has saved. */
export function verify(name: string, url: string, version: string, success: boolean, details?: Details): Step {
  return post(name, url, { success, providerApplicationVersion: version }, details);
}
