/** The time, and how to let it pass; injected, so that nothing but a script waits for real. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}
