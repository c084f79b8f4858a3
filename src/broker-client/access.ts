/** The address and credentials of a Pact Broker, official or embedded. */
export interface BrokerAccess {
  /** Base URL without a trailing slash, with the broker's path if it has one. */
  readonly url: string;
  readonly token?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Replaces the network: it passes requests to a broker in this process. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
}

/** The header `Authorization` for these credentials; undefined without any. */
export function authorizationOf({ token, username, password = '' }: BrokerAccess): string | undefined {
  if (token) return `Bearer ${token}`;
  return username ? `Basic ${toBasic(username, password)}` : undefined;
}

const toBasic = (username: string, password: string) => Buffer.from(`${username}:${password}`).toString('base64');

/** Replaces the token, the password and the Basic credentials in a text. Servers may quote the headers of a request. */
export function redactSecrets(text: string, { token, username = '', password }: BrokerAccess): string {
  const secrets = [token, password, password && toBasic(username, password)].filter((secret) => secret !== undefined);
  return secrets.filter(Boolean).reduce((redacted, secret) => redacted.replaceAll(secret, '********'), text);
}
