// Runs in the folder where the package is installed: a broker inside a jest test, the official CLI, and the gate.
import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startBroker } from 'market-data-contracts/broker';
import { canIDeploy } from 'market-data-contracts/gate';
import { recordDeployment } from 'market-data-contracts/gate/record';
import { pactContents } from 'market-data-contracts/pact';
import { z } from 'zod';

test('the gate evaluates a pact that the official client has published', async () => {
  const broker = await startBroker({ database: ':memory:', port: 0 });
  try {
    const folder = mkdtempSync('pacts-');
    const { content } = pactContents(z.object({ size: z.int() }), { size: 80 });
    expect(content).toEqual({ size: { 'pact:matcher:type': 'integer', value: 80 } });
    const interactions = [
      { description: 'a Queue', type: 'Asynchronous/Messages', contents: { content: { size: 80 } } },
    ];
    const pact = { consumer: { name: 'web' }, provider: { name: 'core' }, interactions };
    writeFileSync(join(folder, 'web-core.json'), JSON.stringify(pact));
    const publish = ['publish', folder, '-a', '1', '--branch', 'main', '-b', broker.url];
    await promisify(execFile)('node_modules/.bin/pact-broker', publish, { timeout: 60_000 });
    const where = { url: broker.url };
    await recordDeployment(where, { pacticipant: 'web', version: '1', environment: 'production' });
    const question = { pacticipant: 'core', version: '2', to: { environment: 'production' } };
    expect(await canIDeploy(where, question)).toMatchObject({ verdict: 'no', deployable: false });
    const page = await fetch(broker.url, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('<html');
  } finally {
    await broker.close();
  }
}, 300_000);
