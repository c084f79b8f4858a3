import { clientEnvironment } from '../../src/config/config.ts';
import { whenIndexIsReachable } from '../support/python-environments.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { useBroker } from '../support/use-broker.ts';
import { closeProxies, proxyTo } from '../verification/proxy.ts';
import { type FolderRun, runInFolder } from './support/run-in-folder.ts';

whenIndexIsReachable('pact:history that is killed between verifying and publishing', () => {
  const broker = useBroker();
  const folder = temporaryFolder('history-unpublished');
  afterAll(closeProxies);
  const start = (url: string, ...args: string[]) =>
    runInFolder(folder, args, { ...clientEnvironment(), PACT_BROKER_BASE_URL: url });
  const results = async () => {
    const query = 'q[][pacticipant]=market-data-ibkr&q[][pacticipant]=market-data-core';
    const { body } = await broker.ask('GET', `/matrix?${query}`);
    return body.matrix.map(
      (row: { verificationResult: { success: boolean } | null }) => row.verificationResult?.success,
    );
  };
  const countsOf = ({ output }: FolderRun) =>
    /^(\d+) pairs? of version and pact verified, (\d+) known/m.exec(output.stderr);

  test('the release has no result afterwards, and the next run verifies it again', async () => {
    const pair = ['--consumer', 'market-data-ibkr==1.1.7', '--provider', 'market-data-core', '--with', '1.4.61'];
    expect(await start(broker.url, 'pact:usage', ...pair, '--publish').exit).toBe(0);
    const history = ['pact:history', '--provider', 'market-data-core', '--releases', '==1.2.33', '--json'];
    let killed: FolderRun | undefined;
    const proxy = await proxyTo(broker.url, {
      refuses: (method, path) => {
        const isResult = method === 'POST' && /verification-results/.test(path);
        if (isResult) process.kill(-Number(killed?.child.pid), 'SIGKILL');
        return isResult;
      },
    });
    killed = start(proxy, ...history);
    expect([await killed.exit, killed.child.signalCode, killed.output.stdout]).toEqual([null, 'SIGKILL', '']);
    expect(await results()).toEqual([undefined]);
    // The pairs of a broker are stored for its address, so the next run uses the same one.
    const url = await proxyTo(broker.url, {});
    const again = start(url, ...history);
    expect(await again.exit).toBe(0);
    expect(countsOf(again)?.slice(1)).toEqual(['1', '0']);
    expect(await results()).toEqual([true]);
  }, 600_000);
});
