import { BrokerClient } from '../../src/broker-client/client.ts';
import { recordDeployment } from '../../src/gate/record.ts';
import { findPactsInForce } from '../../src/impact/pacts-in-force.ts';
import { listReliances } from '../../src/impact/reliance.ts';
import { relianceReport } from '../../src/impact/reliance-report.ts';
import { useAnyBroker } from '../support/use-broker.ts';
import { freshName, type PactFile, publish } from '../verification/broker-with-pacts.ts';
import { http4, message4 } from './pacts.ts';

const broker = useAnyBroker();
let client: BrokerClient;

const provider = freshName('core');
const store = freshName('store');
const web = freshName('web');
const pact = (consumer: string, content: object) =>
  ({ ...content, consumer: { name: consumer }, provider: { name: provider } }) as PactFile;
const environment = 'production';
beforeAll(async () => {
  client = new BrokerClient(broker);
  await publish(broker.url, pact(store, message4), '1');
  await publish(
    broker.url,
    pact(store, { interactions: [{ ...message4.interactions[0], description: 'another Queue' }] }),
    '2',
  );
  await publish(broker.url, pact(web, http4), '7', 'feat/x');
  await recordDeployment(broker, {
    pacticipant: store,
    version: '1',
    environment,
    createEnvironment: { production: true },
  });
});

describe('findPactsInForce', () => {
  test('finds the pacts of main branches and of deployed versions', async () => {
    const found = await findPactsInForce(client, provider);
    const summaries = found.map(({ consumer, versions }) => ({ consumer, versions }));
    expect(summaries).toHaveLength(2);
    expect(summaries).toEqual(
      expect.arrayContaining([
        { consumer: store, versions: [{ number: '1', branches: ['main'], environments: ['production'] }] },
        { consumer: store, versions: [{ number: '2', branches: ['main'], environments: [] }] },
      ]),
    );
  });

  test('gives the branches and environments of each version for the report', async () => {
    const found = await findPactsInForce(client, provider);
    expect(relianceReport(listReliances(found, { path: '$.size' }), '$.size')).toMatch(
      new RegExp(`${store} +1 \\(main\\) +production +an integer +a Queue\\n`),
    );
  });

  test('finds the pacts of another selector', async () => {
    const found = await findPactsInForce(client, provider, [{ branch: 'feat/x' }]);
    expect(listReliances(found, { path: 'Location' })).toMatchObject([
      { consumer: web, versions: [{ number: '7', branches: ['feat/x'] }], expectation: 'matches ^/queues' },
    ]);
  });

  test('fails for an unknown provider', async () => {
    await expect(findPactsInForce(client, freshName('unknown'))).rejects.toMatchObject({ code: 'NOTHING_TO_VERIFY' });
  });
});
