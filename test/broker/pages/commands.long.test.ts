import { spawn } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { clientEnvironment } from '../../../src/config/config.ts';
import { shellQuote } from '../../../src/text/command.ts';
import { History } from '../../support/history.ts';
import { pactCli } from '../../support/pact-broker-cli.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { useBroker } from '../../support/use-broker.ts';
import { decodeHtml, useForms } from './use-forms.ts';

const name = 'it\'s "a" <b> $HOME `id` 市場 📈\\';
const version = '-1 & $(id)';

/** Runs a line as a reader pastes it. `pact-broker` and `npx market-data-contracts` are the real programs, which need not be installed. */
function runInShell(line: string, folder: string): Promise<{ exit: number | null; output: string }> {
  const program = (file: string, text: string) => {
    writeFileSync(join(folder, file), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, file), 0o755);
  };
  program('pact-broker', `exec ${shellQuote(pactCli)} broker "$@"`);
  program('npx', `shift; exec node ${shellQuote(resolve('src/cli/bundled.mjs'))} src/cli/main.ts "$@"`);
  const env = { ...clientEnvironment(), PATH: `${folder}:${process.env.PATH}` };
  const child = spawn('sh', ['-c', line], { env, timeout: 300_000 });
  let output = '';
  for (const channel of [child.stdout, child.stderr]) channel.on('data', (chunk) => (output += chunk));
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('close', (exit) => done({ exit, output }));
  });
}

describe('the commands of a page', () => {
  const broker = useBroker();
  const history = new History(broker);
  const { open } = useForms(broker);

  test('all ways to run a command have the same output, for any names', async () => {
    await history.publish(name, version, ['x']);
    await history.version('core', '1', { branch: 'main' });
    await history.deploy('core', '1', 'production');
    await history.verify('1', encodeURIComponent(name), encodeURIComponent(version), true);
    const page = `/pacticipants/${encodeURIComponent(name)}/versions/${encodeURIComponent(version)}`;
    const lines = [...(await open(page)).html.matchAll(/<code>([^<]*can-i-deploy[^<]*production[^<]*)<\/code>/g)];
    const starts = lines.map(([, line = '']) => /npm run|npx market-data-contracts|pact-broker/.exec(line)?.[0]);
    expect(starts).toEqual(['npm run', 'npx market-data-contracts', 'pact-broker']);
    const folder = temporaryFolder('commands');
    for (const [, line = ''] of lines) {
      const { exit, output } = await runInShell(decodeHtml(line), folder);
      expect([line, exit, output]).toEqual([line, 0, expect.stringContaining('$HOME')]);
    }
  }, 600_000);
});
