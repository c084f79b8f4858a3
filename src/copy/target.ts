import type { BrokerClient, Hal } from '../broker-client/client.ts';
import { ContractError } from '../config/errors.ts';
import type { Kind, Ledger } from './copy-report.ts';

/** What a copy goes through: where from, where to, and its account. */
export interface Copying {
  readonly from: BrokerClient;
  readonly to: Target;
  readonly ledger: Ledger;
}

export type Method = 'post' | 'put' | 'patch';

/** The broker that is written to. In a dry run nothing is written, only counted. */
export class Target {
  readonly client: BrokerClient;
  readonly #ledger: Ledger;
  readonly #isDry: boolean;

  constructor(client: BrokerClient, ledger: Ledger, isDry: boolean) {
    this.client = client;
    this.#ledger = ledger;
    this.#isDry = isDry;
  }

  /**
   * Writes one thing and counts it. What the target refuses is told in the account, and the copy goes on.
   * @returns its answer; nothing when it refused, or in a dry run
   * @throws ContractError when the target cannot be asked at all
   */
  async write(kind: Kind, subject: string, method: Method, path: string, body: unknown): Promise<Hal | undefined> {
    if (this.#isDry) {
      this.#ledger.written(kind);
      return undefined;
    }
    return this.change(kind, subject, method, path, body, () => this.#ledger.written(kind));
  }

  /** As `write`, for what belongs to something that is counted already. */
  async change(
    kind: Kind,
    subject: string,
    method: Method,
    path: string,
    body: unknown,
    done: () => void = () => undefined,
  ): Promise<Hal | undefined> {
    if (this.#isDry) return undefined;
    try {
      const answer = await this.client[method](path, body);
      done();
      return answer;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.#ledger.lost(kind, subject, `the target refuses it: ${error.subject}`);
      return undefined;
    }
  }

  /** What is at a path; nothing when the target does not know of it (yet). */
  async find(path: string): Promise<Hal | undefined> {
    try {
      return await this.client.get(path);
    } catch (error) {
      if (isRefusal(error)) return undefined;
      throw error;
    }
  }
}

function isRefusal(error: unknown): error is ContractError {
  return error instanceof ContractError && (error.code === 'NOT_FOUND' || error.code === 'BROKER_REFUSED');
}
