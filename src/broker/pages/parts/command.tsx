import {
  type CommandName,
  type CommandOptions,
  type CommandRunner,
  command,
  ownRunner,
  shellQuote,
} from '../../../text/command.ts';
import type { PageContext } from '../page.ts';
import { officialCommand } from './official-command.ts';

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

/**
 * A command for this broker: `PACT_BROKER_BASE_URL=https://pacts.example.org npm run …`. A reader may have a
 * checkout, the npm package or the official client, so the other ways to run it follow in a collapsed section.
 */
export function BrokerCommand({ context, name, options }: BrokerCommandProps) {
  const { base } = context.c.var.urls;
  const line = (runner: CommandRunner) => `PACT_BROKER_BASE_URL=${shellQuote(base)} ${command(name, options, runner)}`;
  const otherRunner = ownRunner === 'npm' ? 'npx' : 'npm';
  const official = officialCommand(name, options, base);
  return (
    <>
      <Command text={line(ownRunner)} />
      <details class="other-ways">
        <summary>Other ways to run it</summary>
        <p>{runnerLabels[otherRunner]}</p>
        <Command text={line(otherRunner)} />
        {official && (
          <>
            <p>With the official command line (pact-broker; the same options as pact-broker-cli)</p>
            <Command text={official} />
          </>
        )}
      </details>
    </>
  );
}

const runnerLabels: Readonly<Record<CommandRunner, string>> = {
  npm: 'In a checkout of market-data-contracts',
  npx: 'In a project that has the package market-data-contracts installed',
};
