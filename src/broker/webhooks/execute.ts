import { Log } from './log.ts';
import { type Prepared, type PreparedRequest, prepare } from './prepare.ts';
import { stars } from './redaction.ts';
import { type Answer, allowedAddresses, type Resolve, resolveByDns, send } from './send.ts';
import { defaultWebhookSettings, type WebhookSettings } from './settings.ts';
import type { Parameters } from './template.ts';
import type { RequestTemplate } from './webhook.ts';

/** What calls need from outside. */
export interface Outside {
  readonly settings: WebhookSettings;
  readonly resolve: Resolve;
  readonly now: () => Date;
}

/** The world as it is, with the official broker's settings where no others are given. */
export function outside(now: () => Date, settings: Partial<WebhookSettings> = {}, resolve = resolveByDns): Outside {
  return { now, resolve, settings: { ...defaultWebhookSettings, ...settings } };
}

/** A call to be made, and what is said of it. */
export interface Call {
  /** Missing for one that is not saved. */
  readonly uuid?: string | undefined;
  readonly template: RequestTemplate;
  readonly parameters: Parameters;
  /** What happened, for the log. */
  readonly context: object;
}

/** What became of a call; nothing in it is secret. */
export interface Execution {
  readonly success: boolean;
  /** The request as it may be told; missing when it could not be made. */
  readonly request?: PreparedRequest | undefined;
  /** Missing when there was none; its details are for those only whose host is listed. */
  readonly answer?: Answer | undefined;
  readonly error?: string | undefined;
  readonly log: Log;
}

/** Makes a call, once. It never throws, but for the signal that stops it. */
export async function execute(call: Call, outside: Outside, stop: AbortSignal): Promise<Execution> {
  const log = new Log(outside.now);
  log.debug(`Webhook context ${JSON.stringify(call.context)}`);
  let request: PreparedRequest | undefined;
  try {
    const { settings } = outside;
    const prepared = prepare(call.template, call.parameters, settings.secrets, settings.userAgent);
    request = prepared.told;
    log.request(request);
    const answer = await deliver(prepared, outside, stop);
    logAnswer(log, answer, outside.settings);
    return { success: settings.successCodes.includes(answer.status), request, answer, log };
  } catch (cause) {
    stop.throwIfAborted();
    const error = isTimeout(cause) ? `no answer in ${outside.settings.timeoutMs / 1000} s` : messageOf(cause);
    log.error(`Error executing webhook ${call.uuid ?? ''} ${error}`);
    return { success: false, request, error, log };
  }
}

async function deliver({ request, secrets }: Prepared, outside: Outside, stop: AbortSignal): Promise<Answer> {
  const { schemes, hosts, timeoutMs } = outside.settings;
  const scheme = request.url.protocol.slice(0, -1);
  if (!schemes.includes(scheme)) throw new Error(`the scheme ${scheme} is not in the whitelist`);
  const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), stop]);
  const answer = await send(request, await allowedAddresses(request.url, hosts, outside.resolve), signal);
  const hide = (text: string) => secrets.reduce((shown, secret) => shown.replaceAll(secret, stars), text);
  const headers = answer.headers.map(([name, value]) => [name, hide(value)] as const);
  return { ...answer, headers, body: hide(answer.body) };
}

/** Who may set up webhooks could otherwise read what only the broker's machine can reach. */
export const hiddenAnswer =
  'The response is not shown, so that webhooks cannot be used to read what only the broker can reach. ' +
  'List the host in PACT_BROKER_WEBHOOK_HOST_WHITELIST to see it.';

function logAnswer(log: Log, answer: Answer, { hosts }: WebhookSettings): void {
  if (hosts.length > 0) log.answer(answer);
  else log.info(hiddenAnswer);
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Error
    ? isTimeout(error.cause)
    : error instanceof Error && error.name === 'TimeoutError';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
