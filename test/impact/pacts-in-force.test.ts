import { BrokerClient } from '../../src/broker-client/client.ts';
import { recordDeployment } from '../../src/gate/record.ts';
import { pactsInForce } from '../../src/impact/pacts-in-force.ts';
import { listReliances } from '../../src/impact/reliance.ts';
import { relianceReport } from '../../src/impact/reliance-report.ts';
import { freshName, type PactFile, publish, testBroker } from '../verification/broker-with-pacts.ts';
import { http4, message4 } from './pacts.ts';

const broker = await testBroker();
afterAll(() => broker.close());
const client = new BrokerClient(broker);

const [provider, store, web] = [freshName('core'), freshName('store'), freshName('web')];
const pact = (consumer: string, content: object) =>
  ({ ...content, consumer: { name: consumer }, provider: { name: provider } }) as PactFile;
await publish(broker.url, pact(store, message4), '1');
await publish(
  broker.url,
  pact(store, { interactions: [{ ...message4.interactions[0], description: 'another Queue' }] }),
  '2',
);
await publish(broker.url, pact(web, http4), '7', 'feat/x');
const environment = 'production';
await recordDeployment(broker, {
  pacticipant: store,
  version: '1',
  environment,
  createEnvironment: { production: true },
});

describe('the pacts in force', () => {
  test('are those of main branches and of what is deployed, each with its versions and where they are', async () => {
    const found = await pactsInForce(client, provider);
    const told = found.map(({ consumer, versions }) => ({ consumer, versions }));
    expect(told).toHaveLength(2);
    expect(told).toEqual(
      expect.arrayContaining([
        { consumer: store, versions: [{ number: '1', branches: ['main'], environments: ['production'] }] },
        { consumer: store, versions: [{ number: '2', branches: ['main'], environments: [] }] },
      ]),
    );
    expect(relianceReport(listReliances(found, { path: '$.size' }), 'it')).toMatch(
      new RegExp(`${store} +1 \\(main\\) +production +an integer +a Queue\\n`),
    );
  });

  test('or what another selector names', async () => {
    const found = await pactsInForce(client, provider, [{ branch: 'feat/x' }]);
    expect(listReliances(found, { path: 'Location' })).toMatchObject([
      { consumer: web, versions: [{ number: '7', branches: ['feat/x'] }], wants: 'matches ^/queues' },
    ]);
  });

  test('a provider that nobody knows is told', async () => {
    await expect(pactsInForce(client, freshName('nobody'))).rejects.toMatchObject({ code: 'NOTHING_TO_VERIFY' });
  });
});
