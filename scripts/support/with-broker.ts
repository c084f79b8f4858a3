import { openBroker } from '../../src/broker/open.ts';
import type { BrokerAccess } from '../../src/broker-client.ts';
import type { Config } from '../../src/config.ts';

/** Opens the broker that the configuration names (embedded when it names none), and closes it whatever happens. */
export async function withBroker<T>(config: Config, use: (access: BrokerAccess) => Promise<T>): Promise<T> {
  const broker = await openBroker(config);
  try {
    return await use(broker.access);
  } finally {
    await broker.close();
  }
}
