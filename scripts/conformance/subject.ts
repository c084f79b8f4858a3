import { startBroker } from '../../src/broker/server.ts';
import { brokerSettings } from '../../src/broker/settings.ts';
import { testDatabase } from '../support/test-database.ts';
import type { Target } from './run.ts';
import { reader, writer } from './scenario.ts';

/** Starts our broker in this process, without and with authentication, with the settings that scripts/reference-broker/README.md gives the official one. */
export async function startSubject(): Promise<{ target: Target; close(): Promise<void> }> {
  const schemes = { PACT_BROKER_WEBHOOK_SCHEME_WHITELIST: 'http https' };
  const open = await start({ ...schemes, PACT_BROKER_WEBHOOK_HOST_WHITELIST: '127.0.0.1 localhost' });
  const withAuth = await start({ ...schemes, ...user('BASIC_AUTH', writer), ...user('BASIC_AUTH_READ_ONLY', reader) });
  return {
    target: { url: open.url, authUrl: withAuth.url },
    close: async () => {
      await Promise.all([open.close(), withAuth.close()]);
    },
  };
}

async function start(env: Record<string, string>) {
  const { location, remove } = await testDatabase();
  const broker = await startBroker({ database: location, port: 0, ...brokerSettings(env) });
  return { url: broker.url, close: () => broker.close().then(remove) };
}

function user(kind: string, both: string): Record<string, string> {
  const [name = '', password = ''] = both.split(':');
  return { [`PACT_BROKER_${kind}_USERNAME`]: name, [`PACT_BROKER_${kind}_PASSWORD`]: password };
}
