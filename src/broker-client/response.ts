import { ContractError, withoutCredentials } from '../config/errors.ts';
import type { Hal } from './hal.ts';

/** The response of a server. */
export interface BrokerResponse {
  readonly status: number;
  readonly contentType: string;
  readonly location: string | null;
  /** The header `Age`; 0 without it, NaN when it is no number. */
  readonly ageSeconds: number;
  readonly text: string;
}

/** The reason why there is no response. */
export interface ConnectionFailure {
  readonly reason: string;
  readonly isTimeout: boolean;
  readonly cause: unknown;
}

export type RequestOutcome = BrokerResponse | ConnectionFailure;

/**
 * Whether a retry may have another outcome: the connection failed, or the status is 5xx, 408 or 429. A time-out is not retried, because
 * it has already taken long.
 */
export function isTransientOutcome(outcome: RequestOutcome): boolean {
  if ('reason' in outcome) return !outcome.isTimeout;
  return outcome.status >= 500 || isBusy(outcome.status);
}

/** Whether the status is for missing credentials, wrong ones, or a missing right: the official broker answers 401 for each. */
export const isUnauthorized = (status: number) => status === 401 || status === 403;

const isBusy = (status: number) => status === 408 || status === 429;

/**
 * Parses the HAL document of a response.
 * @param url the URL of the request, for errors
 * @param redact removes secrets from the broker's message
 * @throws ContractError BROKER_UNAUTHORIZED, BROKER_FAILED, BROKER_NOT_HAL, NOT_FOUND or BROKER_REFUSED
 */
export function parseHal(response: BrokerResponse, url: string, redact: (text: string) => string): Hal {
  const { status, location } = response;
  const json = parseObject(response);
  if (isUnauthorized(status)) throw new ContractError('BROKER_UNAUTHORIZED', url);
  if (status >= 500 || isBusy(status)) throw new ContractError('BROKER_FAILED', `${status} from ${url}`);
  if (status >= 300 && status < 400) {
    const target = location === null ? 'an unknown address' : withoutCredentials(location);
    throw new ContractError('BROKER_NOT_HAL', `${url} (a redirect to ${target})`);
  }
  if (json === undefined) throw new ContractError('BROKER_NOT_HAL', url);
  if (status === 404) throw new ContractError('NOT_FOUND', url);
  if (status >= 400) throw createRefusalError(json, `${status} from ${url}`, redact);
  return json;
}

function parseObject({ contentType, text }: BrokerResponse): Hal | undefined {
  if (!/json/.test(contentType)) return undefined;
  try {
    const json = JSON.parse(text);
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** BROKER_REFUSED with the broker's message. Without a message the reason is unknown, which is BROKER_FAILED. */
function createRefusalError(json: Hal, status: string, redact: (text: string) => string): ContractError {
  const message = errorMessage(json);
  return message ? new ContractError('BROKER_REFUSED', redact(message)) : new ContractError('BROKER_FAILED', status);
}

/** `errors` is a list, or a map of lists; `error` is a sentence. */
function errorMessage({ errors, error }: Hal): string | undefined {
  if (Array.isArray(errors)) return errors.join('; ');
  if (!errors) return typeof error === 'string' ? error : undefined;
  return Object.entries(errors)
    .map(([field, messages]) => `${field ? `${field} ` : ''}${[messages].flat().join(', ')}`)
    .join('; ');
}
