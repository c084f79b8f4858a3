import type { Urls } from '../url/urls.ts';
import { type Execution, hiddenAnswer } from '../webhooks/execute.ts';
import type { Answer } from '../webhooks/send.ts';
import { webhookUrl } from './webhook.ts';

/** What came of trying a webhook out; what was answered is told only if that may be shown. */
export function presentExecution(
  { request, answer, error, log, success }: Execution,
  { uuid, self, shown }: { uuid?: string | undefined; self: string; shown: boolean },
  urls: Urls,
) {
  return {
    error: shown && error !== undefined ? { message: error } : undefined,
    request: request && {
      headers: Object.fromEntries(request.headers),
      ...(request.body !== undefined && { body: parsed(request.body) }),
      url: request.url.pathname + request.url.search,
    },
    ...(shown ? { response: answer && presentAnswer(answer) } : { message: hiddenAnswer }),
    ...{ logs: log.toString(), success },
    _links: {
      webhook: uuid === undefined ? undefined : { href: webhookUrl(uuid, urls) },
      'try-again': { title: 'Execute the webhook again', href: self },
    },
  };
}

function presentAnswer({ status, headers, body }: Answer) {
  return { status, headers: Object.fromEntries(headers), body: parsed(body) };
}

/** JSON as what it says, anything else as a text. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
