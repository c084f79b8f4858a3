import { ContractError } from '../../config/errors.ts';
import { isRegExp } from './host-whitelist.ts';

/** The limits of webhooks. */
export interface WebhookSettings {
  /** Allowed URL schemes; `https` by default. */
  readonly schemes: readonly string[];
  /** Allowed methods; `POST` by default. */
  readonly methods: readonly string[];
  /**
   * The host whitelist: names, `*.wildcards`, `/regexps/`, address ranges. If it is empty, every public address is allowed, and responses
   * are not shown.
   */
  readonly hosts: readonly string[];
  /** Seconds before each retry. */
  readonly retrySchedule: readonly number[];
  /** Response status codes that count as success. */
  readonly successCodes: readonly number[];
  /** The values of `${env.NAME}`. No other environment variable is available. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly userAgent: string;
}

/** The defaults of the official broker. */
export const defaultWebhookSettings: WebhookSettings = {
  schemes: ['https'],
  methods: ['POST'],
  hosts: [],
  retrySchedule: [10, 60, 120, 300, 600, 1200],
  successCodes: [200, 201, 202, 203, 204, 205, 206],
  secrets: {},
  timeoutMs: 15_000,
  userAgent: 'Pact Broker v2.120.0',
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the official broker's environment variables. The items of a list are separated by spaces or commas. PACT_BROKER_WEBHOOK_SECRETS names
 * the variables that webhooks may use.
 * @throws ContractError CONFIG_INVALID
 */
export function webhookSettingsFrom(environment: Environment): Partial<WebhookSettings> {
  const listOf = (name: string) => environment[`PACT_BROKER_WEBHOOK_${name}`]?.split(/[\s,]+/).filter(Boolean);
  const numbers = (name: string) => listOf(name)?.map((word) => numberFrom(name, word));
  const secrets = listOf('SECRETS')?.flatMap((name) => {
    const value = environment[name];
    return value ? [[name, value] as const] : [];
  });
  return withoutUndefined({
    schemes: listOf('SCHEME_WHITELIST'),
    methods: listOf('HTTP_METHOD_WHITELIST')?.map((method) => method.toUpperCase()),
    hosts: listOf('HOST_WHITELIST')?.map(checkedHost),
    retrySchedule: numbers('RETRY_SCHEDULE'),
    successCodes: numbers('HTTP_CODE_SUCCESS'),
    secrets: secrets && Object.fromEntries(secrets),
    userAgent: environment.PACT_BROKER_USER_AGENT,
  });
}

function numberFrom(name: string, word: string): number {
  if (/^\d+$/.test(word)) return Number(word);
  throw new ContractError('CONFIG_INVALID', `✖ must be whole numbers\n  → at PACT_BROKER_WEBHOOK_${name}`);
}

function checkedHost(entry: string): string {
  try {
    if (isRegExp(entry)) new RegExp(entry.slice(1, -1));
    return entry;
  } catch (cause) {
    const problem = `✖ ${entry} is not a regular expression\n  → at PACT_BROKER_WEBHOOK_HOST_WHITELIST`;
    throw new ContractError('CONFIG_INVALID', problem, { cause });
  }
}

function withoutUndefined<T extends object>(settings: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as never;
}
