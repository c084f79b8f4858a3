import { z } from 'zod';
import type { ContractError } from '../config/errors.ts';
import type { CoreCommit } from './core-commit.ts';
import type { GitHub } from './github.ts';
import { isTransient } from './github-error.ts';
import { fanOutExitCode, isRunning, type Outcome } from './outcome.ts';
import { type FanOutResult, verdictLine } from './report.ts';
import { parseResponse } from './response.ts';
import { fullName } from './target.ts';

/** The context of the status of the whole fan-out; that of each target is `fan-out/<name>`. */
const SUMMARY_CONTEXT = 'fan-out';

interface Status {
  readonly state: 'pending' | 'success' | 'failure' | 'error';
  readonly description: string;
  readonly target_url?: string;
}

/**
 * Writes commit statuses on core's commit, one after the other, while the fan-out runs. A status that is replaced before it is written is
 * skipped, so that 300 targets do not cause 600 writes. After a permanent error nothing more is written; after a transient error the
 * pending statuses are retried together with the next one, and once more at the end.
 */
export class CommitStatuses {
  readonly #github: GitHub;
  readonly #core: CoreCommit;
  readonly #pageUrl: string | undefined;
  readonly #pending = new Map<string, Status>();
  #writing: Promise<void> | undefined;
  #refused = false;
  #error: ContractError | undefined;

  /** @param pageUrl the page of the fan-out's own run */
  constructor(github: GitHub, core: CoreCommit, pageUrl?: string) {
    this.#github = github;
    this.#core = core;
    this.#pageUrl = pageUrl;
  }

  /** The error after which statuses were not written; empty when all were. */
  get problems(): readonly ContractError[] {
    return this.#error ? [this.#error] : [];
  }

  /** Reports that the fan-out has begun. */
  begin(targets: number): void {
    this.#write(SUMMARY_CONTEXT, {
      state: 'pending',
      description: `${targets} downstream repositories are being tested`,
    });
  }

  report(outcome: Outcome): void {
    this.#write(`${SUMMARY_CONTEXT}/${outcome.target.name}`, statusOf(outcome));
  }

  /** Reports the result. Resolves when every status is written or has failed. */
  async end(result: FanOutResult): Promise<void> {
    this.#writeSummary(result);
    await this.#writing;
    if (this.#pending.size > 0) await this.#writeAll();
  }

  /** Reports that the fan-out was cancelled: no status remains pending. The summary is written first, because the process may soon be killed. */
  async cancel(result: FanOutResult): Promise<void> {
    const pending = [...this.#pending];
    this.#pending.clear();
    this.#writeSummary(result);
    for (const [context, status] of pending) if (context !== SUMMARY_CONTEXT) this.#write(context, status);
    for (const outcome of result.outcomes) if (!isRunning(outcome) && outcome.passed === null) this.report(outcome);
    await this.#writing;
  }

  #writeSummary(result: FanOutResult): void {
    const state = (['success', 'failure', 'error'] as const)[fanOutExitCode(result.outcomes)];
    this.#write(SUMMARY_CONTEXT, { state, description: verdictLine(result) });
  }

  #write(context: string, status: Status): void {
    if (this.#refused) return;
    this.#pending.set(context, status);
    this.#writing ??= this.#writeAll();
  }

  async #writeAll(): Promise<void> {
    for (const [context, status] of this.#pending) {
      this.#pending.delete(context);
      this.#error = await this.#post(context, status).catch((error: ContractError) => error);
      if (!this.#error) continue;
      this.#refused = !isTransient(this.#error);
      if (this.#refused) this.#pending.clear();
      else if (!this.#pending.has(context)) this.#pending.set(context, status);
      break;
    }
    this.#writing = undefined;
  }

  async #post(context: string, { state, description, target_url = this.#pageUrl }: Status): Promise<undefined> {
    const { repository, sha } = this.#core;
    const response = this.#github.rest.repos.createCommitStatus({
      ...repository,
      sha,
      context,
      state,
      description: description.slice(0, 140),
      ...(target_url && { target_url }),
    });
    await parseResponse(
      `writing the commit status ${context} in ${fullName(repository)}`,
      z.object({ context: z.string() }),
      response,
    );
  }
}

function statusOf(outcome: Outcome): Status {
  const link = outcome.run && { target_url: outcome.run.url };
  if (isRunning(outcome)) return { state: 'pending', description: 'its contract workflow has started', ...link };
  const { passed, verdict, reason } = outcome;
  const state = passed === null ? 'error' : passed ? 'success' : 'failure';
  return { state, description: reason ? `${verdict}: ${reason}` : verdict, ...link };
}
