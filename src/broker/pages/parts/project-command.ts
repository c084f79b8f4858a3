import type { PageContext } from '../page.ts';
import { shellWord } from './shell-word.ts';

/** A command of this project, told to ask this broker: `PACT_BROKER_BASE_URL=https://pacts.example.org npm run …`. */
export function projectCommand({ c }: Pick<PageContext, 'c'>, command: string): string {
  return `PACT_BROKER_BASE_URL=${shellWord(c.var.urls.base)} ${command}`;
}
