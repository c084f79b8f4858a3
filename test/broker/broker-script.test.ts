import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { clientEnvironment } from '../../src/config/config.ts';
import { waitUntil } from '../support/wait-until.ts';

/** `npm run broker`, without npm. */
function broker(...args: string[]) {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const child = spawn(process.execPath, ['src/cli/bundled.mjs', 'src/cli/start-broker.ts', ...args], {
    cwd: root,
    env: clientEnvironment(),
  });
  let output = '';
  for (const channel of [child.stdout, child.stderr]) channel.on('data', (chunk) => (output += chunk));
  let hasEnded = false;
  // Its output is complete when the pipes are closed, not yet when it exits.
  const ended = once(child, 'close').then(([exit]: unknown[]) => {
    hasEnded = true;
    return exit;
  });
  const says = async (words: RegExp) => {
    await waitUntil(() => words.test(output) || hasEnded);
    return words.exec(output)?.[1];
  };
  return { child, ended, says, output: () => output };
}

test('the broker prints how clients reach it', async () => {
  const first = broker('--port', '0', '--database', ':memory:');
  const url = (await first.says(/ready at (\S+)\n.*Ctrl-C\n/s)) ?? '';
  expect((await fetch(url)).status).toBe(200);
  expect(first.output()).toContain(`clients   PACT_BROKER_BASE_URL=${url}`);
  first.child.kill('SIGINT');
  expect(await first.ended).toBe(0);
});

test('a port that is in use is reported', async () => {
  const first = broker('--port', '0', '--database', ':memory:');
  const url = (await first.says(/ready at (\S+)\n/)) ?? '';
  const second = broker('--port', new URL(url).port, '--database', ':memory:', '--json');
  expect(await second.ended).toBe(2);
  expect(JSON.parse(second.output())).toMatchObject({ error: { code: 'PORT_IN_USE', hint: expect.any(String) } });
  first.child.kill('SIGINT');
  await first.ended;
});

test('an invalid port is reported with its value', async () => {
  const { ended, output } = broker('--port', '80a');
  expect(await ended).toBe(2);
  expect(output()).toContain('--port must be a number from 0 to 65535, not "80a"');
});
