import { shellQuote } from '../../../text/command.ts';
import type { PageContext } from '../page.ts';

/** A command of this project, for this broker: `PACT_BROKER_BASE_URL=https://pacts.example.org npm run …`. */
export function projectCommand({ c }: Pick<PageContext, 'c'>, command: string): string {
  return `PACT_BROKER_BASE_URL=${shellQuote(c.var.urls.base)} ${command}`;
}
