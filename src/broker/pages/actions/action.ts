import { escapeForLog } from '../../../text/log-text.ts';
import type { BrokerContext } from '../../context.ts';
import type { ActionOutcome } from '../../http/action-outcomes.ts';
import { readForm } from '../../http/form.ts';
import { HttpError } from '../../http/http-error.ts';
import { rejectForeignForms } from '../../http/same-origin.ts';
import type { WebhookRuntime } from '../../webhooks/execute-webhook.ts';

/** What the actions of pages need besides the request. */
export interface ActionRuntime {
  readonly baseUrls: readonly string[];
  readonly log: (line: string) => void;
  readonly webhooks: WebhookRuntime & { wake?(): void };
}

/** What an action has done. */
export interface ActionResult {
  readonly outcome: ActionOutcome;
  /** Path of the page that shows the outcome, below the public base URL. */
  readonly location: string;
  /** For the broker's log: what was done to what, with names in quotes. */
  readonly log: string;
}

/** Runs an action after its form has been checked. If it returns a response, that is sent unchanged, and nothing was changed. */
export type RunAction<Field extends string> = (
  c: BrokerContext,
  fields: Record<Field, string>,
) => Promise<ActionResult | Response>;

/**
 * The handler of a form. The form must come from a page of this broker and have exactly these fields. What was done, or why it was refused,
 * is one line of the log with the user; the answer is a redirect to a page that shows the outcome.
 */
export function actionHandler<Field extends string>(
  fields: readonly Field[],
  run: RunAction<Field>,
  { baseUrls, log }: ActionRuntime,
): (c: BrokerContext) => Promise<Response> {
  return async (c) => {
    const { user, outcomes, now } = c.var;
    try {
      rejectForeignForms(c, baseUrls);
      const result = await run(c, await readForm(c, fields));
      if (result instanceof Response) return result;
      log(`action ${user.attribution}: ${result.log}`);
      return c.redirect(`${result.location}?outcome=${outcomes.add(result.outcome, now)}`, 303);
    } catch (error) {
      if (error instanceof HttpError)
        log(`action ${user.attribution} refused: ${c.req.path}: ${escapeForLog(error.message)}`);
      throw error;
    }
  };
}
