import { ContractError } from '../../config/errors.ts';
import { isRegExp } from './host-whitelist.ts';

/** What webhooks may do, and when. */
export interface WebhookSettings {
  /** Schemes of addresses; only https if not said. */
  readonly schemes: readonly string[];
  /** Methods; only POST if not said. */
  readonly methods: readonly string[];
  /**
   * Hosts that may be called: names, `*.wildcards`, `/regexps/`, address ranges. With none, every public address may be, and answers
   * are hidden.
   */
  readonly hosts: readonly string[];
  /** Seconds to wait before each further try. */
  readonly retrySchedule: readonly number[];
  /** Answers that count as success. */
  readonly successCodes: readonly number[];
  /** What `${env.NAME}` may stand for; nothing else of the environment can be had. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Milliseconds after which a call is given up. */
  readonly timeoutMs: number;
  readonly userAgent: string;
}

/** The official broker's. */
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
 * Settings by the official broker's variables: lists are separated by spaces; PACT_BROKER_WEBHOOK_SECRETS names the variables that webhooks may use.
 * @throws ContractError CONFIG_INVALID
 */
export function webhookSettingsFrom(environment: Environment): Partial<WebhookSettings> {
  const words = (name: string) => environment[`PACT_BROKER_WEBHOOK_${name}`]?.split(/[\s,]+/).filter(Boolean);
  const numbers = (name: string) => words(name)?.map((word) => numberFrom(name, word));
  const secrets = words('SECRETS')?.flatMap((name) => {
    const value = environment[name];
    return value ? [[name, value] as const] : [];
  });
  return given({
    schemes: words('SCHEME_WHITELIST'),
    methods: words('HTTP_METHOD_WHITELIST')?.map((method) => method.toUpperCase()),
    hosts: words('HOST_WHITELIST')?.map(checkedHost),
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
    const problem = `✖ ${entry} is no regular expression\n  → at PACT_BROKER_WEBHOOK_HOST_WHITELIST`;
    throw new ContractError('CONFIG_INVALID', problem, { cause });
  }
}

function given<T extends object>(settings: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as never;
}
