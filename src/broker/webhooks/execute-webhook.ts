import { ExecutionLog } from './execution-log.ts';
import { type PreparedCall, type PreparedRequest, prepareRequest } from './prepare-request.ts';
import { REDACTED } from './redaction.ts';
import { allowedAddresses, type ResolveHost, resolveByDns, sendRequest, type WebhookResponse } from './send-request.ts';
import type { TemplateParameters } from './template.ts';
import type { RequestTemplate } from './webhook.ts';
import { defaultWebhookSettings, type WebhookSettings } from './webhook-settings.ts';

/** The settings and the environment of webhook calls. */
export interface WebhookRuntime {
  readonly settings: WebhookSettings;
  readonly resolve: ResolveHost;
  readonly now: () => Date;
}

/** DNS, and the official broker's settings unless others are given. */
export function defaultRuntime(
  now: () => Date,
  settings: Partial<WebhookSettings> = {},
  resolve = resolveByDns,
): WebhookRuntime {
  return { now, resolve, settings: { ...defaultWebhookSettings, ...settings } };
}

/** A request to send for a webhook. */
export interface WebhookCall {
  /** Undefined for a webhook that is not stored. */
  readonly uuid?: string | undefined;
  readonly template: RequestTemplate;
  readonly parameters: TemplateParameters;
  /** The event, for the log. */
  readonly context: object;
}

/** The outcome of a call, with all secrets redacted. */
export interface WebhookExecution {
  readonly success: boolean;
  /** Undefined if it could not be prepared. */
  readonly request?: PreparedRequest | undefined;
  /** Undefined if there was none. It is shown only if there is a host whitelist. */
  readonly response?: WebhookResponse | undefined;
  readonly error?: string | undefined;
  readonly log: ExecutionLog;
}

/** Makes one attempt. Failures are part of the outcome; it throws only if `stop` is aborted. */
export async function executeWebhook(
  call: WebhookCall,
  outside: WebhookRuntime,
  stop: AbortSignal,
): Promise<WebhookExecution> {
  const log = new ExecutionLog(outside.now);
  log.debug(`Webhook context ${JSON.stringify(call.context)}`);
  let request: PreparedRequest | undefined;
  try {
    const { settings } = outside;
    const prepared = prepareRequest(call.template, call.parameters, settings.secrets, settings.userAgent);
    request = prepared.redacted;
    log.request(request);
    const answer = await sendPrepared(prepared, outside, stop);
    logResponse(log, answer, outside.settings);
    return { success: settings.successCodes.includes(answer.status), request, response: answer, log };
  } catch (cause) {
    stop.throwIfAborted();
    const error = isTimeout(cause) ? `no answer in ${outside.settings.timeoutMs / 1000} s` : messageOf(cause);
    log.error(`Error executing webhook ${call.uuid ?? ''} ${error}`);
    return { success: false, request, error, log };
  }
}

async function sendPrepared(
  { request, secrets }: PreparedCall,
  outside: WebhookRuntime,
  stop: AbortSignal,
): Promise<WebhookResponse> {
  const { schemes, hosts, timeoutMs } = outside.settings;
  const scheme = request.url.protocol.slice(0, -1);
  if (!schemes.includes(scheme)) throw new Error(`the scheme ${scheme} is not in the whitelist`);
  const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), stop]);
  const answer = await sendRequest(request, await allowedAddresses(request.url, hosts, outside.resolve), signal);
  const redactSecretValues = (text: string) =>
    secrets.reduce((shown, secret) => shown.replaceAll(secret, REDACTED), text);
  const headers = answer.headers.map(([name, value]) => [name, redactSecretValues(value)] as const);
  return { ...answer, headers, body: redactSecretValues(answer.body) };
}

export const hiddenResponseNotice =
  'The response is not shown, so that webhooks cannot be used to read what only the broker can reach. ' +
  'List the host in PACT_BROKER_WEBHOOK_HOST_WHITELIST to see it.';

function logResponse(log: ExecutionLog, answer: WebhookResponse, { hosts }: WebhookSettings): void {
  if (hosts.length > 0) log.response(answer);
  else log.info(hiddenResponseNotice);
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Error
    ? isTimeout(error.cause)
    : error instanceof Error && error.name === 'TimeoutError';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
