import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import type { Access } from './http/access.ts';
import type { ClientLimits } from './http/client-limits.ts';
import { LimitVariables, limitsFrom } from './http/limits.ts';
import { parseCleanupSettings } from './retention/settings.ts';
import type { StartOptions } from './server.ts';
import { parseBaseUrls } from './url/base-url.ts';
import { webhookSettingsFrom } from './webhooks/webhook-settings.ts';

const text = z.string().optional();
const flag = z.stringbool({ error: 'must be true or false' }).optional();
const count = z.coerce.number({ error: 'must be a number' }).int('must be a whole number').min(0).optional();
const positive = z.coerce
  .number({ error: 'must be a number' })
  .int('must be a whole number')
  .min(1, 'must be at least 1')
  .optional();
const list = z
  .string()
  .transform((value) => value.split(/[\s,]+/).filter(Boolean))
  .optional();

/** The broker's settings. They have the official broker's names; the tokens exist only here. */
const Env = z.object({
  PACT_BROKER_BASIC_AUTH_USERNAME: text,
  PACT_BROKER_BASIC_AUTH_PASSWORD: text,
  PACT_BROKER_BASIC_AUTH_READ_ONLY_USERNAME: text,
  PACT_BROKER_BASIC_AUTH_READ_ONLY_PASSWORD: text,
  PACT_BROKER_WRITE_TOKENS: list,
  PACT_BROKER_READ_TOKENS: list,
  PACT_BROKER_ALLOW_PUBLIC_READ: flag,
  PACT_BROKER_PUBLIC_HEARTBEAT: flag,
  PACT_BROKER_ENABLE_PUBLIC_BADGE_ACCESS: flag,
  PACT_BROKER_BADGE_DEFAULT_CACHE_SETTING: text,
  PACT_BROKER_BASE_URLS: list,
  PACT_BROKER_DATABASE_MAX_CONNECTIONS: count,
  PACT_BROKER_DATABASE_POOL_TIMEOUT: count,
  PACT_BROKER_DATABASE_STATEMENT_TIMEOUT: count,
  PACT_BROKER_DATABASE_CONNECT_MAX_RETRIES: count,
  PACT_BROKER_DATABASE_PREPARED_STATEMENTS: flag,
  PACT_BROKER_ALLOWED_HOSTS: list,
  PACT_BROKER_CHECK_FOR_POTENTIAL_DUPLICATE_PACTICIPANT_NAMES: flag,
  PACT_BROKER_MAX_CONCURRENT_REQUESTS: positive,
  PACT_BROKER_MAX_REQUESTS_PER_MINUTE: positive,
  ...LimitVariables.shape,
});
type Env = z.infer<typeof Env>;

/** The variables of the broker that this file reads. */
export const brokerVariables = Object.keys(Env.shape);

export type BrokerSettings = Pick<
  StartOptions,
  | 'baseUrls'
  | 'access'
  | 'allowedHosts'
  | 'checksSimilarNames'
  | 'clientLimits'
  | 'badgeCacheControl'
  | 'clean'
  | 'limits'
  | 'postgres'
  | 'webhooks'
>;

/**
 * Reads the broker's settings from environment variables.
 * @throws ContractError CONFIG_INVALID that lists every problem
 */
export function brokerSettings(env: Readonly<Record<string, string>>): BrokerSettings {
  const parsed = Env.safeParse(env);
  if (!parsed.success) throw new ContractError('CONFIG_INVALID', z.prettifyError(parsed.error));
  const { enabled, ...clean } = parseCleanupSettings(env);
  const { PACT_BROKER_BASE_URLS: baseUrls, PACT_BROKER_ALLOWED_HOSTS: allowedHosts } = parsed.data;
  const { PACT_BROKER_CHECK_FOR_POTENTIAL_DUPLICATE_PACTICIPANT_NAMES: checksSimilarNames } = parsed.data;
  return {
    access: parseAccess(parsed.data),
    limits: limitsFrom(LimitVariables.parse(env)),
    postgres: postgresFrom(parsed.data),
    webhooks: webhookSettingsFrom(env),
    badgeCacheControl: parsed.data.PACT_BROKER_BADGE_DEFAULT_CACHE_SETTING,
    ...(enabled && { clean }),
    clientLimits: clientLimitsFrom(parsed.data),
    ...(baseUrls && { baseUrls: parseBaseUrls(baseUrls) }),
    ...(allowedHosts && { allowedHosts }),
    ...(checksSimilarNames !== undefined && { checksSimilarNames }),
  };
}

function clientLimitsFrom(env: Env): ClientLimits {
  const {
    PACT_BROKER_MAX_CONCURRENT_REQUESTS: concurrentRequests,
    PACT_BROKER_MAX_REQUESTS_PER_MINUTE: requestsPerMinute,
  } = env;
  return { ...(concurrentRequests && { concurrentRequests }), ...(requestsPerMinute && { requestsPerMinute }) };
}

function parseAccess(env: Env): Access {
  const write = parseCredentials(env, 'PACT_BROKER_BASIC_AUTH_USERNAME', 'PACT_BROKER_BASIC_AUTH_PASSWORD');
  const read = parseCredentials(
    env,
    'PACT_BROKER_BASIC_AUTH_READ_ONLY_USERNAME',
    'PACT_BROKER_BASIC_AUTH_READ_ONLY_PASSWORD',
  );
  return {
    ...(write && { write }),
    ...(read && { read }),
    writeTokens: env.PACT_BROKER_WRITE_TOKENS ?? [],
    readTokens: env.PACT_BROKER_READ_TOKENS ?? [],
    publicRead: env.PACT_BROKER_ALLOW_PUBLIC_READ ?? false,
    publicHeartbeat: env.PACT_BROKER_PUBLIC_HEARTBEAT ?? false,
    publicBadges: env.PACT_BROKER_ENABLE_PUBLIC_BADGE_ACCESS ?? false,
  };
}

/** A user needs a name and a password: with only one of them set, the broker would be open to everyone. */
function parseCredentials(env: Env, name: keyof Env, password: keyof Env) {
  const credentials = { username: env[name] as string | undefined, password: env[password] as string | undefined };
  if (credentials.username && credentials.password)
    return { username: credentials.username, password: credentials.password };
  if (!credentials.username && !credentials.password) return undefined;
  throw new ContractError('CONFIG_INVALID', `✖ is missing\n  → at ${credentials.username ? password : name}`);
}

const toMilliseconds = (value: number | undefined) => (value === undefined ? undefined : value * 1000);

function postgresFrom(env: Env): NonNullable<StartOptions['postgres']> {
  const settings = {
    maxConnections: env.PACT_BROKER_DATABASE_MAX_CONNECTIONS,
    poolTimeoutMs: toMilliseconds(env.PACT_BROKER_DATABASE_POOL_TIMEOUT),
    statementTimeoutMs: toMilliseconds(env.PACT_BROKER_DATABASE_STATEMENT_TIMEOUT),
    connectRetries: env.PACT_BROKER_DATABASE_CONNECT_MAX_RETRIES,
    preparedStatements: env.PACT_BROKER_DATABASE_PREPARED_STATEMENTS,
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
