import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { hasPostgres } from '../../scripts/reference-broker/cluster.mjs';
import { gemsAreInstalled } from '../../scripts/reference-broker/gems.mjs';

const start = fileURLToPath(new URL('../../scripts/reference-broker/start.mjs', import.meta.url));

/** `describe` where the official Pact Broker is installed; elsewhere the tests are skipped and one line is printed. */
export function describeWithOfficialBroker(name: string, tests: () => void): void {
  if (hasPostgres() && gemsAreInstalled()) {
    describe(name, tests);
    return;
  }
  const how = 'node scripts/reference-broker/start.mjs --install-only';
  process.stdout.write(`not run: ${name}: the official Pact Broker is not installed (${how})\n`);
  describe.skip(name, tests);
}

/** Starts an official broker for the tests of a file; returns a function that gives its URL. */
export function useOfficialBroker(): () => string {
  let url = '';
  let stop = async () => {};
  beforeAll(async () => {
    const child = spawn(process.execPath, [start, '--port', '0', '--quick'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    const lines = createInterface({ input: child.stdout });
    const [line] = await Promise.race([once(lines, 'line'), once(lines, 'close')]);
    if (typeof line !== 'string') throw new Error('the official Pact Broker did not start');
    url = line;
    stop = async () => {
      child.kill('SIGTERM');
      await ended;
    };
  });
  afterAll(() => stop());
  return () => url;
}
