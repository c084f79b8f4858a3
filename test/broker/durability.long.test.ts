import { join } from 'node:path';
import { checkIntegrity } from '../../scripts/faults/check-integrity.ts';
import { findMissing, publish } from '../../scripts/faults/client.ts';
import { runConcurrentClients } from '../../scripts/faults/concurrency.ts';
import { killAndRestart } from '../../scripts/faults/kills.ts';
import { useBrokerProcesses } from '../support/broker-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const startBrokerProcess = useBrokerProcesses();

/** Broker processes on one file, killed while they write. `npm run faults` repeats this more often. */
describe('a broker on a file', () => {
  let file: string;
  beforeEach(() => {
    file = join(temporaryFolder('broker'), 'broker.sqlite');
  });

  test('retains every confirmed write when it is killed', async () => {
    const { answered, lost, integrityErrors } = await killAndRestart({ database: file, kills: 2, clients: 8 });
    expect({ lost, integrityErrors }).toEqual({ lost: [], integrityErrors: [] });
    expect(answered).toBeGreaterThanOrEqual(48);
  });

  test('retains every confirmed write after Ctrl-C', async () => {
    const first = await startBrokerProcess(file);
    const path = await publish(first.url, '1');
    expect(await first.end('SIGINT')).toBe(0);
    const second = await startBrokerProcess(file);
    expect(await findMissing(second.url, [path])).toEqual([]);
    await second.end('SIGINT');
  });

  test('serves concurrent clients together with a second broker', async () => {
    const brokers = await Promise.all([startBrokerProcess(file), startBrokerProcess(file)]);
    const load = { urls: brokers.map(({ url }) => url), clients: 8, rounds: 3 };
    expect(await runConcurrentClients(load)).toMatchObject({ failures: [], inconsistencies: [] });
    for (const broker of brokers) expect(await broker.end('SIGINT')).toBe(0);
    expect(await checkIntegrity(file)).toEqual([]);
  });
});
