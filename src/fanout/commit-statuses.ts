import { z } from 'zod';
import type { ContractError } from '../config/errors.ts';
import { ask } from './ask.ts';
import type { CoreCommit } from './core-commit.ts';
import { isTransient } from './explain.ts';
import type { GitHub } from './github.ts';
import { exitCodeOf, isRunning, type Outcome } from './outcome.ts';
import { type FanOutResult, verdictLine } from './report.ts';
import { fullName } from './target.ts';

/** The status of the fan-out; each target has one below it, `fan-out/<name>`. */
const wholeContext = 'fan-out';

interface Status {
  readonly state: 'pending' | 'success' | 'failure' | 'error';
  readonly description: string;
  readonly target_url?: string;
}

/**
 * Writes commit statuses on core's commit, one after the other, while the fan-out runs. A status that is outdated before its turn
 * is not written, so that 300 targets do not make 600 statuses. After GitHub has refused one, no other is tried; when GitHub
 * fails, the waiting ones are retried with the next, and once more at the end.
 */
export class CommitStatuses {
  readonly #github: GitHub;
  readonly #core: CoreCommit;
  /** URL of the fan-out's own run. */
  readonly #page: string | undefined;
  readonly #waiting = new Map<string, Status>();
  #writing: Promise<void> | undefined;
  #refused = false;
  #trouble: ContractError | undefined;

  constructor(github: GitHub, core: CoreCommit, page?: string) {
    this.#github = github;
    this.#core = core;
    this.#page = page;
  }

  /** The errors of those that could not be written. */
  get problems(): readonly ContractError[] {
    return this.#trouble ? [this.#trouble] : [];
  }

  /** The fan-out begins. */
  begin(targets: number): void {
    this.#write(wholeContext, { state: 'pending', description: `${targets} downstream repositories are being asked` });
  }

  tell(outcome: Outcome): void {
    this.#write(`${wholeContext}/${outcome.target.name}`, statusOf(outcome));
  }

  /** The fan-out is completed. Resolves when every status is written or given up. */
  async end(result: FanOutResult): Promise<void> {
    this.#tellWhole(result);
    await this.#writing;
    if (this.#waiting.size > 0) await this.#writeAll();
  }

  /** The fan-out is cancelled: no status stays pending. The status of the fan-out comes first, because there may be little time. */
  async settle(result: FanOutResult): Promise<void> {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    this.#tellWhole(result);
    for (const [context, status] of waiting) if (context !== wholeContext) this.#write(context, status);
    for (const outcome of result.outcomes) if (!isRunning(outcome) && outcome.green === null) this.tell(outcome);
    await this.#writing;
  }

  #tellWhole(result: FanOutResult): void {
    const state = (['success', 'failure', 'error'] as const)[exitCodeOf(result.outcomes)];
    this.#write(wholeContext, { state, description: verdictLine(result) });
  }

  #write(context: string, status: Status): void {
    if (this.#refused) return;
    this.#waiting.set(context, status);
    this.#writing ??= this.#writeAll();
  }

  async #writeAll(): Promise<void> {
    for (const [context, status] of this.#waiting) {
      this.#waiting.delete(context);
      this.#trouble = await this.#post(context, status).catch((error: ContractError) => error);
      if (!this.#trouble) continue;
      this.#refused = !isTransient(this.#trouble);
      if (this.#refused) this.#waiting.clear();
      else if (!this.#waiting.has(context)) this.#waiting.set(context, status);
      break;
    }
    this.#writing = undefined;
  }

  async #post(context: string, { state, description, target_url = this.#page }: Status): Promise<undefined> {
    const { repository, sha } = this.#core;
    const answer = this.#github.rest.repos.createCommitStatus({
      ...repository,
      sha,
      context,
      state,
      description: description.slice(0, 140),
      ...(target_url && { target_url }),
    });
    await ask(
      `writing the commit status ${context} in ${fullName(repository)}`,
      z.object({ context: z.string() }),
      answer,
    );
  }
}

function statusOf(outcome: Outcome): Status {
  const page = outcome.run && { target_url: outcome.run.url };
  if (isRunning(outcome)) return { state: 'pending', description: 'its contract workflow has started', ...page };
  const { green, verdict, why } = outcome;
  const state = green === null ? 'error' : green ? 'success' : 'failure';
  return { state, description: why ? `${verdict}: ${why}` : verdict, ...page };
}
