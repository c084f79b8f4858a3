import type { Db } from '../store/database.ts';
import { findNextDue, giveBack, recordTry, type Try, takeTry } from '../store/webhook-queue.ts';
import { findWebhook } from '../store/webhooks.ts';
import { type Execution, execute, type Outside } from './execute.ts';

export interface WorkerOptions extends Outside {
  readonly db: Db;
  /** Told of what cannot be written into a webhook's own log. */
  readonly log: (line: string) => void;
}

/** How often the queue is looked at for what other processes have left, in milliseconds. */
const lookAgainMs = 5_000;
/** How many calls are made at once. */
const lanes = 4;

/** Sends what webhooks have queued in the database, soon after it was queued, and tries again what failed. */
export class WebhookWorker {
  readonly #options: WorkerOptions;
  readonly #cut = new AbortController();
  readonly #lanes = new Set<Promise<void>>();
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  /** There may be something to send: looks now, and again whenever something is due. */
  wake(): void {
    if (this.#stopped || this.#lanes.size >= lanes) return;
    const lane: Promise<void> = this.#lane().finally(() => this.#lanes.delete(lane));
    this.#lanes.add(lane);
  }

  /** Sends all that is due by the clock; resolves when that is done. */
  async deliverDue(): Promise<void> {
    this.wake();
    while (this.#lanes.size > 0) await Promise.all(this.#lanes);
  }

  /** Takes nothing more, waits for calls under way, and gives back what is cut off, to be tried again. */
  async stop(patienceMs: number): Promise<void> {
    this.#stopped = true;
    const cut = setTimeout(() => this.#cut.abort(), patienceMs);
    while (this.#lanes.size > 0) await Promise.all(this.#lanes);
    clearTimeout(cut);
    clearTimeout(this.#timer);
  }

  /** Makes one call after another until nothing is due; a lane that has found something sets off the next. */
  async #lane(): Promise<void> {
    const { db, now, log, settings } = this.#options;
    try {
      while (!this.#stopped) {
        const next = await findNextDue(db);
        const taken = next && next <= now() ? await takeTry(db, now(), 4 * settings.timeoutMs) : undefined;
        if (!taken) return this.#rest(next);
        this.wake();
        await this.#attempt(taken);
      }
    } catch (error) {
      log(`webhooks: ${error instanceof Error ? error.message : error}`);
      this.#rest(undefined);
    }
  }

  async #attempt(taken: Try): Promise<void> {
    const { db, now } = this.#options;
    const webhook = await findWebhook(db, taken.webhookUuid);
    if (!webhook) return;
    const call = {
      ...{ uuid: webhook.uuid, template: webhook.request },
      ...{ parameters: JSON.parse(taken.parameters), context: JSON.parse(taken.context) },
    };
    const execution = await execute(call, this.#options, this.#cut.signal).catch(() => undefined);
    if (execution) await recordTry(db, taken, this.#outcome(taken, execution), now());
    else await giveBack(db, taken, now());
  }

  #outcome({ attemptsMade }: Try, { success, log }: Execution) {
    const { now, settings } = this.#options;
    const wait = success ? undefined : settings.retrySchedule[attemptsMade];
    if (success) log.info('Successfully executed webhook');
    else if (wait === undefined) log.info(`Webhook execution failed after ${attemptsMade + 1} attempts`);
    else log.info(`Retrying webhook in ${wait} seconds`);
    const again = wait === undefined ? undefined : new Date(now().getTime() + wait * 1000);
    return { success, logs: log.toString(), again };
  }

  /** Sleeps until the next try is due; the timer keeps no process alive. */
  #rest(next: Date | undefined): void {
    const wait = next ? next.getTime() - this.#options.now().getTime() : lookAgainMs;
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.#timer = setTimeout(() => this.wake(), Math.min(Math.max(wait, 500), lookAgainMs)).unref();
  }
}
