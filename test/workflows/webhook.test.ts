import { readFileSync } from 'node:fs';
import { runOfficialCli } from '../../src/gate/official-cli.ts';
import { History } from '../support/history.ts';
import { startReceiver } from '../support/receiver.ts';
import { useBroker } from '../support/use-broker.ts';

const secrets = { GITHUB_DISPATCH_TOKEN: 's3cret' };
const broker = useBroker({ webhooks: { schemes: ['http'], hosts: ['127.0.0.1'], secrets } });

test('a webhook created as in the README sends the payload that verify-core.yml reads', async () => {
  const receiver = await startReceiver();
  const history = new History(broker);
  await history.version('market-data-core', '1.1.0+0123456789ab', { branch: 'main' });
  await runOfficialCli({ url: broker.url }, [
    'create-webhook',
    `${receiver.url}/repos/o/r/dispatches`,
    '--request',
    'POST',
    '--contract-requiring-verification-published',
    '--provider',
    'market-data-core',
    '--description',
    'core verifies',
    '--header',
    'Content-Type: application/json',
    'Accept: application/vnd.github+json',
    'Authorization: Bearer ${env.GITHUB_DISPATCH_TOKEN}',
    '--data',
    readFileSync('.github/templates/pact-broker/contract_requiring_verification_published.json', 'utf8'),
  ]);
  await history.publish('market_data_pipeline', '7', ['a'], { branch: 'feat/x', provider: 'market-data-core' });
  await broker.deliverWebhooks();
  const [sent] = receiver.received;
  expect([sent?.path, sent?.headers.authorization]).toEqual(['/repos/o/r/dispatches', 'Bearer s3cret']);
  expect(JSON.parse(sent?.body ?? '')).toEqual({
    event_type: 'contract_requiring_verification_published',
    client_payload: {
      pact_url: expect.stringContaining('/pacts/provider/market-data-core/consumer/market_data_pipeline/pact-version/'),
      provider_version_number: '1.1.0+0123456789ab',
      provider_version_branch: 'main',
    },
  });
  await receiver.close();
});
