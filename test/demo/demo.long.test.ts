import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIND_LIMIT_MS } from '../../scripts/demo/choose-core.ts';
import { MAX_DOWNLOAD_BYTES } from '../../scripts/demo/download-limit.ts';
import { makeStandIn } from '../stand-in-core/variants.ts';
import { wheelOf } from '../stand-in-pipeline/repository.ts';
import { startCountingProxy } from '../support/counting-proxy.ts';
import { startPackageIndex, startSocket } from '../support/package-index.ts';
import { describeWithPip, installingPython } from '../support/python.ts';
import { whenIndexIsReachable } from '../support/python-environments.ts';
import { demoFolder, recordedVersions, runDemo } from './run-demo.ts';

const folder = demoFolder();

/** The start of Node and the loading of the modules, on a busy machine. */
const STARTUP_SECONDS = 15;

/** What pip and uv are configured with on this machine, apart from their caches. */
const indexSettings = Object.fromEntries(
  Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      /^(PIP_|UV_|SSL_CERT_|(https?|no|all)_proxy$)/i.test(entry[0]) && !/CACHE_DIR$/.test(entry[0]),
  ),
);
const hasProxyOrIndex = Object.keys(indexSettings).some((name) => /https_proxy|all_proxy|INDEX/i.test(name));

const firstLine = (stdout: string) => stdout.split('\n', 1)[0];

whenIndexIsReachable('npm start', () => {
  test('runs on the newest release of core, and records it under its number', async () => {
    const { exit, stdout, stderr } = await runDemo(folder, [], indexSettings);
    expect([exit, stderr]).toEqual([0, '']);
    const [, number] = /^core: market-data-core ([\d.]+), the newest release on the package index; /.exec(stdout) ?? [];
    expect(await recordedVersions(folder, 'market-data-core')).toEqual([number, '1.2.0-reference', '1.2.31']);
    expect(stdout).toContain('market-data-ibkr 1.1.2 calls Bar.model_dump_json (market_data_ibkr/server.py:273)');
    expect(stdout).toContain('NO: market-data-core 1.2.31 must not go to production.');
  }, 600_000);

  test('runs on a release of the pipeline that writes the pact', async () => {
    const { exit, stdout } = await runDemo(folder, ['--pipeline-ref', '0.8.70'], indexSettings);
    expect([exit, firstLine(stdout)]).toEqual([0, expect.stringMatching(/; pipeline: market-data-pipeline 0\.8\.70$/)]);
    expect(await recordedVersions(folder, 'market_data_pipeline')).toEqual(['0.8.70']);
  }, 900_000);

  (hasProxyOrIndex ? test.skip : test)(
    'downloads less than its limit when nothing is cached',
    async () => {
      const proxy = await startCountingProxy();
      const cold = demoFolder();
      const env = { ...indexSettings, XDG_CACHE_HOME: join(cold, 'cache'), HTTPS_PROXY: proxy.url };
      const { exit } = await runDemo(cold, [], env);
      const bytes = [...proxy.received.values()].reduce((sum, one) => sum + one, 0);
      expect([exit, bytes > 1_000_000, bytes < MAX_DOWNLOAD_BYTES]).toEqual([0, true, true]);
      await proxy.close();
      rmSync(cold, { recursive: true, force: true });
    },
    600_000,
  );
});

test('npm start runs on the references where the index never answers, within the time limit', async () => {
  const index = await startSocket();
  const env = { PIP_CONFIG_FILE: '/dev/null', PIP_INDEX_URL: `${index.url}/simple` };
  const { exit, stdout, secondsToFirstLine } = await runDemo(folder, [], env);
  await index.close();
  expect([exit, firstLine(stdout)]).toEqual([
    0,
    expect.stringMatching(/^core: reference model, because: .*no answer within/),
  ]);
  expect(secondsToFirstLine).toBeLessThan(FIND_LIMIT_MS / 1000 + STARTUP_SECONDS);
});

describeWithPip('npm start with a package index of its own', () => {
  const folder = demoFolder(); // its own, without the environments of the tests above
  const files = mkdtempSync(join(tmpdir(), 'demo-index-'));
  const wheels = wheelOf(makeStandIn('1.1.0', files), files, installingPython);
  afterAll(() => rmSync(files, { recursive: true }));

  test('the newest release is verified and recorded under its number', async () => {
    const index = await startPackageIndex(wheels);
    const env = { PIP_CONFIG_FILE: '/dev/null', PIP_INDEX_URL: `${index.url}/simple` };
    const { exit, stdout } = await runDemo(folder, [], env);
    await index.close();
    expect(stdout.split('\n', 1)).toEqual([
      'core: market-data-core 1.1.0, the newest release on the package index; pipeline: reference model, because: no --pipeline-ref is given',
    ]);
    expect([exit, stdout]).toEqual([0, expect.stringContaining('release of market-data-core 1.1.0 recorded')]);
    expect(stdout).toMatch(
      /A published release of core that broke a consumer is not shown, because: .*market-data-ibkr/,
    );
    expect(await recordedVersions(folder, 'market-data-core')).toEqual(['1.1.0', '1.2.0-reference']);
  }, 600_000);
});
