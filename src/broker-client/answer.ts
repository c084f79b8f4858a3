import { ContractError, withoutCredentials } from '../config/errors.ts';
import type { Hal } from './hal.ts';

/** What a server answered. */
export interface Arrived {
  readonly status: number;
  readonly type: string;
  readonly location: string | null;
  readonly text: string;
}

/** What came back; `unreachable` says why nothing did. */
export type Answer = Arrived | { readonly unreachable: string; readonly cause: unknown };

/** Whether it may be another answer a little later: a connection refused, 5xx, 408, 429; not a time-out, which has taken long enough. */
export function isTransientAnswer(answer: Answer): boolean {
  if ('unreachable' in answer) return !answer.unreachable.startsWith('no answer');
  return answer.status >= 500 || isBusy(answer.status);
}

const isBusy = (status: number) => status === 408 || status === 429;

/**
 * The HAL document in an answer.
 * @param where the URL it came from
 * @param hide takes the secrets out of the broker's own words
 * @throws ContractError BROKER_UNAUTHORIZED, BROKER_FAILED, BROKER_NOT_HAL, NOT_FOUND or BROKER_REFUSED
 */
export function read(answer: Arrived, where: string, hide: (text: string) => string): Hal {
  const { status, location } = answer;
  const json = parse(answer);
  if (status === 401 || status === 403) throw new ContractError('BROKER_UNAUTHORIZED', where);
  if (status >= 500 || isBusy(status)) throw new ContractError('BROKER_FAILED', `${status} from ${where}`);
  if (status >= 300 && status < 400) {
    throw new ContractError('BROKER_NOT_HAL', `${where} (a redirect to ${withoutCredentials(location ?? 'nowhere')})`);
  }
  if (json === undefined) throw new ContractError('BROKER_NOT_HAL', where);
  if (status === 404) throw new ContractError('NOT_FOUND', where);
  if (status >= 400) throw refused(json, `${status} from ${where}`, hide);
  return json;
}

function parse({ type, text }: { type: string; text: string }): Hal | undefined {
  if (!/json/.test(type)) return undefined;
  try {
    const json = JSON.parse(text);
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** A refusal in the broker's own words; without any, nobody knows what was wrong. */
function refused(json: Hal, what: string, hide: (text: string) => string): ContractError {
  const words = wordsOf(json);
  return words ? new ContractError('BROKER_REFUSED', hide(words)) : new ContractError('BROKER_FAILED', what);
}

/** `errors` is a list, or a map of lists; `error` a sentence. */
function wordsOf({ errors, error }: Hal): string | undefined {
  if (Array.isArray(errors)) return errors.join('; ');
  if (!errors) return typeof error === 'string' ? error : undefined;
  return Object.entries(errors)
    .map(([field, texts]) => `${field ? `${field} ` : ''}${[texts].flat().join(', ')}`)
    .join('; ');
}
