import { type BrokerConnection, type ConnectOptions, connectBroker } from '../../broker/connect.ts';
import type { Config } from '../../config/config.ts';
import { command } from '../../text/command.ts';

type UseBroker = (broker: BrokerConnection) => Promise<0 | 1 | 2>;

/** As `withBroker`, for commands that only read: a missing database is an error, and not created. */
export function withExistingBroker(config: Config, use: UseBroker): Promise<0 | 1 | 2> {
  return withBroker(config, use, { createDatabase: false });
}

/** Calls `use` with the configured broker (the embedded one if none is configured), closes it, and returns the exit code of `use`. */
export async function withBroker(config: Config, use: UseBroker, options: ConnectOptions = {}): Promise<0 | 1 | 2> {
  const broker = await connectBroker(config, options);
  try {
    return await use(broker);
  } finally {
    await broker.close();
  }
}

/**
 * The text with links that remain valid after the command: an embedded broker listens on a temporary port, and on port 9292 when
 * `npm run broker` starts it again.
 */
export function withLastingLinks(
  text: string,
  { access, embedded }: Pick<BrokerConnection, 'access' | 'embedded'>,
): string {
  return embedded ? text.replaceAll(access.url, 'http://127.0.0.1:9292') : text;
}

/** A note to print below a text with such links. */
export function linkNote({ embedded }: BrokerConnection): string {
  return embedded ? `\n  (The link works while ${command('broker')} is running.)` : '';
}
