import type { Urls } from '../url/urls.ts';
import { hiddenResponseNotice, type WebhookExecution } from '../webhooks/execute-webhook.ts';
import type { WebhookResponse } from '../webhooks/send-request.ts';
import { webhookUrl } from './webhook.ts';

/** The execution of a webhook for testing. Its response and its error are included only if `showsResponse`. */
export function presentExecution(
  { request, response, error, log, success }: WebhookExecution,
  { uuid, self, showsResponse }: { uuid?: string | undefined; self: string; showsResponse: boolean },
  urls: Urls,
) {
  return {
    error: showsResponse && error !== undefined ? { message: error } : undefined,
    request: request && {
      headers: Object.fromEntries(request.headers),
      ...(request.body !== undefined && { body: parseJsonOrText(request.body) }),
      url: request.url.pathname + request.url.search,
    },
    ...(showsResponse ? { response: response && presentResponse(response) } : { message: hiddenResponseNotice }),
    logs: log.toString(),
    success,
    _links: {
      webhook: uuid === undefined ? undefined : { href: webhookUrl(uuid, urls) },
      'try-again': { title: 'Execute the webhook again', href: self },
    },
  };
}

function presentResponse({ status, headers, body }: WebhookResponse) {
  return { status, headers: Object.fromEntries(headers), body: parseJsonOrText(body) };
}

/** Parsed JSON; the text itself if it is not JSON. */
function parseJsonOrText(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
