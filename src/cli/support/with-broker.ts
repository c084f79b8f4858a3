import { type OpenBroker, openBroker } from '../../broker/connect.ts';
import type { Config } from '../../config/config.ts';

/** Opens the broker that the configuration names (embedded when it names none), and closes it whatever happens; gives back the exit code. */
export async function withBroker(config: Config, use: (broker: OpenBroker) => Promise<0 | 1 | 2>): Promise<0 | 1 | 2> {
  const broker = await openBroker(config);
  try {
    return await use(broker);
  } finally {
    await broker.close();
  }
}

/** The text with links that outlive the script: an embedded broker is gone with it, and there again by `npm run broker`. */
export function lasting(text: string, { access, embedded }: Pick<OpenBroker, 'access' | 'embedded'>): string {
  return embedded ? text.replaceAll(access.url, 'http://127.0.0.1:9292') : text;
}

/** Says so under a text with such links. */
export function linkNote({ embedded }: OpenBroker): string {
  return embedded ? '\n  (The link works while npm run broker is running.)' : '';
}
