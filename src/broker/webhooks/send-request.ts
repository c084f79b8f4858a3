import { lookup } from 'node:dns/promises';
import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isWhitelisted, isWhitelistedExactly } from './host-whitelist.ts';
import type { PreparedRequest } from './prepare-request.ts';
import { isPublicAddress } from './public-address.ts';

export interface WebhookResponse {
  readonly status: number;
  readonly statusText: string;
  readonly httpVersion: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Truncated to `MAX_RESPONSE_BYTES`. */
  readonly body: string;
}

const MAX_RESPONSE_BYTES = 64 * 1024;

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

export type ResolveHost = (host: string) => Promise<ResolvedAddress[]>;
export const resolveByDns: ResolveHost = (host) => lookup(host, { all: true });

/**
 * The addresses of a URL's host that may be called: public ones, those that are on the whitelist themselves, and all of a host that is
 * on the whitelist by its exact name.
 * @throws Error if there are none
 */
export async function allowedAddresses(
  url: URL,
  whitelist: readonly string[],
  resolveHost: ResolveHost,
): Promise<ResolvedAddress[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (whitelist.length > 0 && !isWhitelisted(whitelist, host))
    throw new Error(`the host ${host} is not in the whitelist`);
  const addresses = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolveHost(host);
  const isTrusted = isWhitelistedExactly(whitelist, host);
  const allowed = addresses.filter(
    ({ address }) => isTrusted || isPublicAddress(address) || isWhitelistedExactly(whitelist, address),
  );
  if (allowed.length === 0)
    throw new Error(`${host} is a private address, and not in the whitelist (PACT_BROKER_WEBHOOK_HOST_WHITELIST)`);
  return allowed;
}

/**
 * Sends a request to one of the given addresses. The host is not resolved again, because it could resolve to another address than the one
 * that was checked. Redirects are not followed.
 */
export function sendRequest(
  request: PreparedRequest,
  addresses: ResolvedAddress[],
  signal: AbortSignal,
): Promise<WebhookResponse> {
  const { method, url, headers, body } = request;
  const options: RequestOptions & { autoSelectFamily: boolean } = {
    method,
    signal,
    agent: false,
    lookup: createLookup(addresses),
    autoSelectFamily: true,
    headers: Object.fromEntries(headers.map(([name, value]) => [name, Buffer.from(value).toString('latin1')])),
  };
  return new Promise((resolve, reject) => {
    const start = url.protocol === 'https:' ? requestHttps : requestHttp;
    const outgoing = start(url, options, (incoming) => readResponse(incoming).then(resolve, reject));
    outgoing.once('error', (error) => reject(unwrapAggregateError(error)));
    outgoing.end(body);
  });
}

function createLookup(addresses: ResolvedAddress[]): LookupFunction {
  return (_host, { all }, done) => {
    const [first] = addresses;
    if (all) done(null, addresses);
    else done(null, first?.address ?? '', first?.family);
  };
}

/** If all addresses fail, Node reports one error without a message. */
function unwrapAggregateError(error: Error): Error {
  const [first] = error instanceof AggregateError ? error.errors : [];
  return first instanceof Error ? first : error;
}

async function readResponse(incoming: IncomingMessage): Promise<WebhookResponse> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_RESPONSE_BYTES) break;
  }
  return {
    status: incoming.statusCode ?? 0,
    statusText: incoming.statusMessage ?? '',
    httpVersion: incoming.httpVersion,
    headers: Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
    body: Buffer.concat(chunks).subarray(0, MAX_RESPONSE_BYTES).toString('utf8').replaceAll('\0', ''),
  };
}
