import type { MessageSource } from '../../src/provider/message-source.ts';
import { pythonCore } from '../../src/provider/python.ts';
import { readRecordedApi, recordApi } from '../../src/provider/recorded-api.ts';
import { release, useEnvironment, whenIndexIsReachable } from '../support/python-environments.ts';
import { testCore } from './ten-checks.ts';

const recorded = readRecordedApi();

whenIndexIsReachable('the published core', () => {
  const environment = useEnvironment([release('market-data-core', recorded.release)]);
  let core: MessageSource;
  beforeAll(() => {
    core = pythonCore({ interpreter: environment().interpreter, env: process.env, isolated: true });
  });
  afterAll(() => core.close());

  testCore(() => core);

  test('the recorded API is that of the release', async () => {
    expect(await recordApi(core, recorded.release)).toEqual(recorded);
  });
});
