import type { Db } from '../store/database.ts';
import { type Attempt, findNextDue, leaseAttempt, recordAttempt, releaseAttempt } from '../store/webhook-queue.ts';
import { findWebhook } from '../store/webhooks.ts';
import { executeWebhook, type WebhookExecution, type WebhookRuntime } from './execute-webhook.ts';

export interface WorkerOptions extends WebhookRuntime {
  readonly db: Db;
  /** Told of what cannot be written into a webhook's own log. */
  readonly log: (line: string) => void;
}

/** How often the queue is looked at for what other processes have left, in milliseconds. */
const POLL_INTERVAL_MS = 5_000;
/** How many calls are made at once. */
const concurrency = 4;

/** Sends what webhooks have queued in the database, soon after it was queued, and tries again what failed. */
export class WebhookWorker {
  readonly #options: WorkerOptions;
  readonly #abort = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  /** There may be something to send: looks now, and again whenever something is due. */
  wake(): void {
    if (this.#stopped || this.#running.size >= concurrency) return;
    const lane: Promise<void> = this.#deliverUntilIdle().finally(() => this.#running.delete(lane));
    this.#running.add(lane);
  }

  /** Sends all that is due by the clock; resolves when that is done. */
  async deliverDue(): Promise<void> {
    this.wake();
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Takes nothing more, waits for calls under way, and gives back what is cut off, to be tried again. */
  async stop(patienceMs: number): Promise<void> {
    this.#stopped = true;
    const cut = setTimeout(() => this.#abort.abort(), patienceMs);
    while (this.#running.size > 0) await Promise.all(this.#running);
    clearTimeout(cut);
    clearTimeout(this.#timer);
  }

  /** Makes one call after another until nothing is due; a lane that has found something sets off the next. */
  async #deliverUntilIdle(): Promise<void> {
    const { db, now, log, settings } = this.#options;
    try {
      while (!this.#stopped) {
        const next = await findNextDue(db);
        const taken = next && next <= now() ? await leaseAttempt(db, now(), 4 * settings.timeoutMs) : undefined;
        if (!taken) return this.#sleep(next);
        this.wake();
        await this.#attempt(taken);
      }
    } catch (error) {
      log(`webhooks: ${error instanceof Error ? error.message : error}`);
      this.#sleep(undefined);
    }
  }

  async #attempt(taken: Attempt): Promise<void> {
    const { db, now } = this.#options;
    const webhook = await findWebhook(db, taken.webhookUuid);
    if (!webhook) return;
    const call = {
      ...{ uuid: webhook.uuid, template: webhook.request },
      ...{ parameters: JSON.parse(taken.parameters), context: JSON.parse(taken.context) },
    };
    const execution = await executeWebhook(call, this.#options, this.#abort.signal).catch(() => undefined);
    if (execution) await recordAttempt(db, taken, this.#outcome(taken, execution), now());
    else await releaseAttempt(db, taken, now());
  }

  #outcome({ attemptsMade }: Attempt, { success, log }: WebhookExecution) {
    const { now, settings } = this.#options;
    const wait = success ? undefined : settings.retrySchedule[attemptsMade];
    if (success) log.info('Successfully executed webhook');
    else if (wait === undefined) log.info(`Webhook execution failed after ${attemptsMade + 1} attempts`);
    else log.info(`Retrying webhook in ${wait} seconds`);
    const again = wait === undefined ? undefined : new Date(now().getTime() + wait * 1000);
    return { success, logs: log.toString(), again };
  }

  /** Sleeps until the next try is due; the timer keeps no process alive. */
  #sleep(next: Date | undefined): void {
    const wait = next ? next.getTime() - this.#options.now().getTime() : POLL_INTERVAL_MS;
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.#timer = setTimeout(() => this.wake(), Math.min(Math.max(wait, 500), POLL_INTERVAL_MS)).unref();
  }
}
