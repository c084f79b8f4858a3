import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { ContractError } from '../config/errors.ts';
import { ChildError, PythonChild } from '../python/child.ts';
import type { Redis } from './redis.ts';

export interface BusChildOptions {
  /** A Python in which the code under test and a Redis client are installed. */
  readonly interpreter: string;
  /** The variables of this process; the code under test receives those that child-variables.ts allows. */
  readonly env: NodeJS.ProcessEnv;
  readonly redis: Redis;
  /** The time limit for importing the code under test, and for each request. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 90_000;
const NAMESPACE_BYTES = 6;

/** An error as publisher.py and subscriber.py return it. */
export interface BusChildError {
  readonly kind: string;
  readonly name?: string;
  readonly text?: string;
  readonly location?: string | null;
}

/** A Python process that runs code on core's event buses (see bus.py), in its own Redis namespace. */
export class BusChild {
  readonly interpreter: string;
  readonly #child: PythonChild;
  readonly #fakeRedis: boolean;

  constructor(script: 'publisher.py' | 'subscriber.py', options: BusChildOptions) {
    const { interpreter, env, redis, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
    const extraVariables = {
      MD_NAMESPACE: `contracts-${randomBytes(NAMESPACE_BYTES).toString('hex')}`,
      ...(redis.url && { REDIS_URL: redis.url }),
    };
    const path = fileURLToPath(new URL(script, import.meta.url));
    this.interpreter = interpreter;
    this.#fakeRedis = redis.url === undefined;
    this.#child = new PythonChild({ interpreter, script: path, env, extraVariables, timeoutMs, isolated: true });
  }

  /** The description of the code under test. Call this first: without a `redis.url` it also starts fakeredis. */
  describe(): Promise<unknown> {
    return this.request({ ask: 'describe', fakeRedis: this.#fakeRedis });
  }

  /**
   * @param throwKnownError called first; may throw a better error, otherwise one of the following is thrown
   * @throws ContractError WIRE_NOT_INSTALLED, WIRE_FAILED, PYTHON_NOT_FOUND
   */
  async request(message: object, throwKnownError: (error: BusChildError) => void = () => {}): Promise<unknown> {
    const { ok, error } = await this.#child.ask(message).catch(throwContractError);
    if (error === undefined) return ok;
    const failure = error as BusChildError;
    throwKnownError(failure);
    if (failure.kind === 'not-installed') throw new ContractError('WIRE_NOT_INSTALLED', this.interpreter);
    throw new ContractError('WIRE_FAILED', describeError(failure));
  }

  close(): Promise<void> {
    return this.#child.close();
  }
}

/** `AttributeError: … (market_data_store/coordinator/feedback.py:169)` */
export function describeError({ kind, name, text, location }: BusChildError): string {
  const what = text ?? (name ? `there is no ${name}` : kind);
  return location ? `${what} (${location})` : what;
}

function throwContractError(error: unknown): never {
  if (!(error instanceof ChildError)) throw error;
  if (error.kind === 'not-started') throw new ContractError('PYTHON_NOT_FOUND', error.detail, { cause: error });
  throw new ContractError('WIRE_FAILED', error.message, { cause: error });
}
