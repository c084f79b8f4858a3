import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { clientEnvironment } from '../../src/config/config.ts';
import { waitUntil } from '../support/wait-until.ts';

/** A publication of some megabytes, which keeps a broker busy. */
function publication(version: number): string {
  const interactions = Array.from({ length: 5_000 }, (_, i) => ({ description: `${i}`, body: 'x'.repeat(500) }));
  const content = Buffer.from(JSON.stringify({ interactions })).toString('base64');
  const contract = {
    consumerName: 'C',
    providerName: 'P',
    specification: 'pact',
    contentType: 'application/json',
    content,
  };
  return JSON.stringify({ pacticipantName: 'C', pacticipantVersionNumber: `${version}`, contracts: [contract] });
}

test('SIGTERM to npm ends the broker under load', async () => {
  const child = spawn('npm', ['run', 'broker', '--', '--port', '0', '--database', ':memory:'], {
    env: clientEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const channel of [child.stdout, child.stderr]) channel.on('data', (chunk) => (output += chunk));
  const closed = once(child.stdout, 'close');
  await waitUntil(() => /ready at (\S+)\n/.test(output));
  const url = /ready at (\S+)\n/.exec(output)?.[1] ?? '';
  let isRunning = true;
  let answered = 0;
  const clients = Array.from({ length: 8 }, async (_, client) => {
    for (let n = 1; isRunning; n += 1)
      await fetch(`${url}/contracts/publish`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: publication(client * 1_000 + n),
      })
        .then((answer) => answer.arrayBuffer())
        .then(() => {
          answered += 1;
        })
        .catch(() => delay(50));
  });
  await waitUntil(() => answered > 0); // the other clients' requests are running
  child.kill('SIGTERM');
  // The output is closed when npm, the shell and the broker have ended. The clients do not stop before.
  await closed;
  isRunning = false;
  await Promise.all(clients);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});
