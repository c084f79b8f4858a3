import { type CommandName, type CommandOptions, command, shellQuote } from '../../../text/command.ts';
import type { PageContext } from '../page.ts';

/** A shell command. The script adds a button that copies it. */
export function Command({ text }: { text: string }) {
  return (
    <div class="command">
      <code>{text}</code>
    </div>
  );
}

interface BrokerCommandProps {
  readonly context: PageContext;
  readonly name: CommandName;
  readonly options?: CommandOptions;
}

/** A command of this project, run against this broker: `PACT_BROKER_BASE_URL=https://pacts.example.org npm run …`. */
export function BrokerCommand({ context, name, options }: BrokerCommandProps) {
  return <Command text={`PACT_BROKER_BASE_URL=${shellQuote(context.c.var.urls.base)} ${command(name, options)}`} />;
}
