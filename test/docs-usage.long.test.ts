import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whenIndexIsReachable } from './support/python-environments.ts';

const page = readFileSync('docs/usage.md', 'utf8');
/** The commands of the page: lines of their own. */
const commands = page.match(/^npm run .*$/gm) ?? [];
/** What the page says of each: the requirement of the fourth allows a release that breaks. */
const exitCodes = [0, 0, 0, 1, 0];

whenIndexIsReachable('docs/usage.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'docs-usage-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync('my-pacts', { recursive: true, force: true });
  });

  test('its commands print the output and exit with the code that it shows', () => {
    const env = { ...process.env, PACT_BROKER_DATABASE_URL: join(folder, 'broker.sqlite') };
    const runs = commands.map((line) => spawnSync(line, { shell: true, encoding: 'utf8', timeout: 600_000, env }));
    expect(runs.map(({ status }) => status)).toEqual(exitCodes);
    for (const shown of [/^market-data-ibkr 1\.1\.7 calls.*$/m, /^market-data-ibkr 1\.1\.7 allows.*$/m])
      expect(runs.at(-2)?.stdout).toContain(shown.exec(page)?.[0]);
    expect(runs.at(-1)?.stdout).toContain(/^market-data-ibkr +1\.1\.7 \(main\).*$/m.exec(page)?.[0]);
  }, 900_000);
});
