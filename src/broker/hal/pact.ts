import type { BrokerContext } from '../context.ts';
import { preferredType } from '../http/negotiation.ts';
import type { PactWithContent } from '../store/pacts.ts';
import { dateTime } from './hal.ts';
import { type PactContext, pactLinks } from './pact-links.ts';

/** Media types of a pact. */
export const pactTypes = ['application/hal+json', 'application/json'] as const;

/** Responds with a pact: the content exactly as published, followed by the broker's links. */
export function pactResponse(
  c: BrokerContext,
  pact: PactWithContent,
  {
    status = 200,
    headers = {},
    ...context
  }: PactContext & { status?: 200 | 201; headers?: Record<string, string> } = {},
): Response {
  const type = preferredType(c, pactTypes);
  const links = pactLinks(pact, c.var.urls, context);
  const added = JSON.stringify({ createdAt: dateTime(pact.createdAt), _links: links });
  const separator = pact.content === '{}' ? '' : ',';
  const body = pact.content.slice(0, -1) + separator + added.slice(1);
  // As bytes: Node encodes headers and a text body together as UTF-8, which would encode the bytes in a header twice.
  return c.body(new TextEncoder().encode(body), status, { 'content-type': `${type};charset=utf-8`, ...headers });
}
