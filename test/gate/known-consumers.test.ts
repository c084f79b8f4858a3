import { findKnownConsumers } from '../../src/gate/known-consumers.ts';
import { historian, own, useTestBroker } from './support/broker.ts';

const broker = useTestBroker();

test('consumers with a pact and those that are named are found, with what is deployed', async () => {
  const { publish, environment, release } = historian(broker);
  const [provider, withPact, withoutPact, otherProvider] = [own('wren'), own('a'), own('b'), own('osprey')];
  const production = own('production');
  await publish(withPact, '1.0', provider);
  await publish(withPact, '1.1', provider);
  await publish(own('c'), '1.0', otherProvider);
  await environment(production);
  await release(withPact, '1.0', production);
  expect(await findKnownConsumers(broker.access, provider, [withoutPact, withPact, provider])).toEqual([
    { name: withPact, hasPact: true, inEnvironments: [{ version: '1.0', environments: [production] }] },
    { name: withoutPact, hasPact: false, inEnvironments: [] },
  ]);
});
