import { startBroker } from '../../src/broker/server.ts';
import type { Target } from './run.ts';

/** Our broker in this process, in memory. */
export async function startSubject(): Promise<{ target: Target; close(): Promise<void> }> {
  const broker = await startBroker({ database: ':memory:', port: 0 });
  return { target: { url: broker.url }, close: () => broker.close() };
}
