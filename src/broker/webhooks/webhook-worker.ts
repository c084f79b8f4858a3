import type { Db } from '../store/database.ts';
import {
  type Attempt,
  type AttemptOutcome,
  findNextDue,
  leaseAttempt,
  recordAttempt,
  releaseAttempt,
} from '../store/webhook-queue.ts';
import { findWebhook } from '../store/webhooks.ts';
import { executeWebhook, type WebhookExecution, type WebhookRuntime } from './execute-webhook.ts';

export interface WorkerOptions extends WebhookRuntime {
  readonly db: Db;
  /** Receives errors that cannot be written to the log of a delivery. */
  readonly log: (line: string) => void;
}

/** How often the queue is polled for deliveries that other processes have queued or failed to finish. */
const POLL_INTERVAL_MS = 5_000;
/** The number of calls in flight per process. */
const concurrency = 4;

/**
 * Sends the queued deliveries of webhooks. A process leases a delivery for one attempt, so that no other process takes it. It records the
 * outcome and the time of the next attempt, or releases the lease if the attempt was aborted. A lease that is neither recorded nor released
 * expires, and another process makes the attempt again.
 */
export class WebhookWorker {
  readonly #options: WorkerOptions;
  readonly #abort = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  /** Looks for due deliveries now, and again when the next one is due. */
  wake(): void {
    if (this.#stopped || this.#running.size >= concurrency) return;
    const loop: Promise<void> = this.#deliverUntilIdle().finally(() => this.#running.delete(loop));
    this.#running.add(loop);
  }

  /** Sends all due deliveries. */
  async deliverDue(): Promise<void> {
    this.wake();
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Leases no more deliveries, waits for the calls in flight, then aborts them and releases their leases. */
  async stop(timeoutMs: number): Promise<void> {
    this.#stopped = true;
    const abortTimer = setTimeout(() => this.#abort.abort(), timeoutMs);
    while (this.#running.size > 0) await Promise.all(this.#running);
    clearTimeout(abortTimer);
    clearTimeout(this.#timer);
  }

  /** Makes one attempt after another until none is due. Each found attempt starts another loop, up to `concurrency`. */
  async #deliverUntilIdle(): Promise<void> {
    const { db, now, log, settings } = this.#options;
    try {
      while (!this.#stopped) {
        const next = await findNextDue(db);
        const attempt = next && next <= now() ? await leaseAttempt(db, now(), 4 * settings.timeoutMs) : undefined;
        if (!attempt) return this.#sleep(next);
        this.wake();
        await this.#execute(attempt);
      }
    } catch (error) {
      log(`webhooks: ${error instanceof Error ? error.message : error}`);
      this.#sleep(undefined);
    }
  }

  async #execute(attempt: Attempt): Promise<void> {
    const { db, now } = this.#options;
    const webhook = await findWebhook(db, attempt.webhookUuid);
    if (!webhook) return;
    const call = {
      uuid: webhook.uuid,
      template: webhook.request,
      parameters: JSON.parse(attempt.parameters),
      context: JSON.parse(attempt.context),
    };
    const execution = await executeWebhook(call, this.#options, this.#abort.signal).catch(() => undefined);
    if (execution) await recordAttempt(db, attempt, this.#outcome(attempt, execution), now());
    else await releaseAttempt(db, attempt, now());
  }

  #outcome({ attemptsMade }: Attempt, { success, log }: WebhookExecution): AttemptOutcome {
    const { now, settings } = this.#options;
    const wait = success ? undefined : settings.retrySchedule[attemptsMade];
    if (success) log.info('Successfully executed webhook');
    else if (wait === undefined) log.info(`Webhook execution failed after ${attemptsMade + 1} attempts`);
    else log.info(`Retrying webhook in ${wait} seconds`);
    const retryAt = wait === undefined ? undefined : new Date(now().getTime() + wait * 1000);
    return { success, logs: log.toString(), retryAt };
  }

  /** Sleeps until the next attempt is due. The timer does not keep the process running. */
  #sleep(next: Date | undefined): void {
    const wait = next ? next.getTime() - this.#options.now().getTime() : POLL_INTERVAL_MS;
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.#timer = setTimeout(() => this.wake(), Math.min(Math.max(wait, 500), POLL_INTERVAL_MS)).unref();
  }
}
