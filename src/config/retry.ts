import { setTimeout } from 'node:timers/promises';

export interface RetryPolicy {
  /** Whether the same attempt may succeed later. */
  readonly isRetryable: (error: unknown) => boolean;
  readonly delayMs: () => number;
  /** No limit unless given. */
  readonly maxAttempts?: number;
  /** No attempt starts later than this after the first one; no limit unless given. */
  readonly timeoutMs?: number;
}

/**
 * Runs an attempt until it succeeds, its error is not retryable or a limit is reached.
 * @throws the error of the last attempt
 */
export async function retry<Result>(attempt: () => Promise<Result>, policy: RetryPolicy): Promise<Result> {
  const { isRetryable, delayMs, maxAttempts = Number.POSITIVE_INFINITY, timeoutMs = Number.POSITIVE_INFINITY } = policy;
  const deadline = performance.now() + timeoutMs;
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (attempts >= maxAttempts || !isRetryable(error) || performance.now() > deadline) throw error;
      await setTimeout(delayMs());
    }
  }
}
