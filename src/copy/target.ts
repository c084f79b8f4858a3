import type { BrokerClient } from '../broker-client/client.ts';
import type { Hal } from '../broker-client/hal.ts';
import { ContractError } from '../config/errors.ts';
import type { CopyReport, Kind } from './copy-report.ts';

/** The source, the target and the report of a copy. */
export interface CopyContext {
  readonly from: BrokerClient;
  readonly to: Target;
  readonly report: CopyReport;
}

export type Method = 'post' | 'put' | 'patch';

/** The broker that is written to. A dry run writes nothing and only counts. */
export class Target {
  readonly client: BrokerClient;
  readonly #report: CopyReport;
  readonly #isDry: boolean;

  constructor(client: BrokerClient, report: CopyReport, isDry: boolean) {
    this.client = client;
    this.#report = report;
    this.#isDry = isDry;
  }

  /**
   * Writes one thing and counts it. When the target rejects it, the rejection is added to the report and the copy continues.
   * @returns the response; undefined after a rejection and in a dry run
   * @throws ContractError when the target cannot be reached
   */
  async write(kind: Kind, subject: string, method: Method, path: string, body: unknown): Promise<Hal | undefined> {
    if (this.#isDry) {
      this.#report.countWritten(kind);
      return undefined;
    }
    return this.writeAttribute(kind, subject, method, path, body, () => this.#report.countWritten(kind));
  }

  /** Like `write`, for an attribute of something that is already counted. */
  async writeAttribute(
    kind: Kind,
    subject: string,
    method: Method,
    path: string,
    body: unknown,
    onWritten: () => void = () => undefined,
  ): Promise<Hal | undefined> {
    if (this.#isDry) return undefined;
    try {
      const answer = await this.client[method](path, body);
      onWritten();
      return answer;
    } catch (error) {
      if (!isRejection(error)) throw error;
      this.#report.addMissing(kind, subject, `the target rejected it: ${error.subject}`);
      return undefined;
    }
  }

  /** The resource at a path; undefined when the target does not have it. */
  async find(path: string): Promise<Hal | undefined> {
    try {
      return await this.client.get(path);
    } catch (error) {
      if (isRejection(error)) return undefined;
      throw error;
    }
  }
}

function isRejection(error: unknown): error is ContractError {
  return error instanceof ContractError && (error.code === 'NOT_FOUND' || error.code === 'BROKER_REFUSED');
}
