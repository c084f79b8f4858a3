import { resolve } from 'node:path';
import type { BrokerAccess } from '../broker-client/client.ts';
import type { Config } from '../config/config.ts';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import type { ProviderKind } from '../provider/provider-under-test.ts';

/** The source of the pacts: selected by a broker, one at a broker's URL, or one in a file. */
export type PactSource =
  | { readonly kind: 'selected'; readonly broker: BrokerAccess }
  | { readonly kind: 'url'; readonly broker: BrokerAccess; readonly url: string }
  | { readonly kind: 'file'; readonly path: string };

type Credentials = Pick<
  Config,
  'PACT_BROKER_BASE_URL' | 'PACT_BROKER_TOKEN' | 'PACT_BROKER_USERNAME' | 'PACT_BROKER_PASSWORD'
>;

/**
 * Parses `--pact-url`: the URL of a pact at a broker, or a pact file. If a broker is configured, the URL must be of that broker, because
 * its credentials are sent.
 * @throws ContractError PACT_UNREADABLE
 */
export function parsePactSource(pactUrl: string, config: Credentials): PactSource {
  if (!/^https?:\/\//i.test(pactUrl)) return { kind: 'file', path: resolve(pactUrl) };
  const [, base] = /^(https?:\/\/.+?)\/pacts?\/provider\//i.exec(pactUrl) ?? [];
  if (!base)
    throw new ContractError('PACT_UNREADABLE', `${withoutCredentials(pactUrl)} is not a pact of a Pact Broker`);
  const { PACT_BROKER_BASE_URL: configured, PACT_BROKER_TOKEN: token } = config;
  if (configured === undefined) return { kind: 'url', broker: { url: base }, url: pactUrl };
  if (new URL(pactUrl).origin !== new URL(configured).origin) {
    throw new ContractError(
      'PACT_UNREADABLE',
      `${withoutCredentials(pactUrl)} is not at PACT_BROKER_BASE_URL, ${configured}`,
    );
  }
  const basic = { username: config.PACT_BROKER_USERNAME, password: config.PACT_BROKER_PASSWORD };
  return { kind: 'url', broker: { url: configured, token, ...basic }, url: pactUrl };
}

/**
 * Checks that a result may be published. A result of the reference model is published to an embedded broker only, because it is not a
 * result of core itself. A pact file has no broker to publish to.
 * @throws ContractError REFERENCE_NOT_PUBLISHED, USAGE
 */
export function assertPublishable(core: ProviderKind, source: PactSource, embedded: boolean): void {
  if (source.kind === 'file')
    throw new ContractError('USAGE', 'a pact file has no broker to publish to: add --no-publish');
  if (core === 'reference' && !embedded) {
    throw new ContractError('REFERENCE_NOT_PUBLISHED', withoutCredentials(source.broker.url));
  }
}
