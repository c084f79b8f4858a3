import { ContractError } from '../../config/errors.ts';
import type { BrokerContext } from '../context.ts';

/**
 * The base URL of a request's links, chosen as the official broker does: the configured one that matches the forwarded headers of a
 * proxy, or else the request itself, or else the first; without any, scheme and host of the request.
 */
export function baseUrlOf(c: BrokerContext, configured: readonly string[]): string {
  const requested = new URL(c.req.url).origin;
  const [first] = configured;
  if (first === undefined) return requested;
  const matching = (origin: string | undefined) => configured.find((url) => new URL(url).origin === origin);
  return matching(forwardedOrigin(c, requested)) ?? matching(requested) ?? first;
}

function forwardedOrigin(c: BrokerContext, requested: string): string | undefined {
  const header = (name: string) => c.req.header(`x-forwarded-${name}`)?.split(',')[0]?.trim();
  const host = header('host') ?? new URL(requested).host;
  const port = header('port');
  const scheme = header('proto') ?? header('scheme') ?? new URL(requested).protocol.slice(0, -1);
  const url = `${scheme}://${host}${port && !/:\d+$/.test(host) ? `:${port}` : ''}`;
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

/**
 * Checks the configured base URLs and removes their trailing slashes.
 * @throws ContractError CONFIG_INVALID
 */
export function parseBaseUrls(texts: readonly string[]): string[] {
  return texts.map((text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isValid = url && /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username;
    if (!isValid)
      throw new ContractError('CONFIG_INVALID', `✖ is not an http(s) URL: ${text}\n  → at PACT_BROKER_BASE_URLS`);
    return text.replace(/\/+$/, '');
  });
}
