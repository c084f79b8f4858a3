import type { PreparedRequest } from './prepare-request.ts';
import type { WebhookResponse } from './send-request.ts';

/** The log of one attempt, in the format of the official broker. */
export class ExecutionLog {
  readonly #now: () => Date;
  #text = '';

  constructor(now: () => Date) {
    this.#now = now;
  }

  debug(message: string): void {
    this.#add('DEBUG', message);
  }

  info(message: string): void {
    this.#add('INFO', message);
  }

  error(message: string): void {
    this.#add('ERROR', message);
  }

  request({ method, url, headers, body }: PreparedRequest): void {
    this.info(`HTTP/1.1 ${method} ${url}`);
    this.#headers(headers);
    if (body !== undefined) this.info(body);
  }

  response({ httpVersion, status, statusText, headers, body }: WebhookResponse): void {
    this.info(`HTTP/${httpVersion} ${status} ${statusText}`);
    this.#headers(headers);
    if (body !== '') this.info(body);
  }

  toString(): string {
    return this.#text;
  }

  #headers(headers: PreparedRequest['headers']): void {
    for (const [name, value] of headers) this.info(`${name}: ${value}`);
  }

  #add(level: string, message: string): void {
    this.#text += `[${this.#now().toISOString().slice(0, 19)}Z] ${level}: ${message}\n`;
  }
}
