import { findKnownConsumers } from '../../src/gate/known-consumers.ts';
import { historian, own, useTestBroker } from './support/broker.ts';

const broker = useTestBroker();

test('finds consumers that have a pact or are passed by name, and their versions in environments', async () => {
  const { publish, environment, release } = historian(broker);
  const provider = own('wren');
  const withPact = own('a');
  const withoutPact = own('b');
  const otherProvider = own('osprey');
  const production = own('production');
  await publish(withPact, '1.0', provider);
  await publish(withPact, '1.1', provider);
  await publish(own('c'), '1.0', otherProvider);
  await environment(production);
  await release(withPact, '1.0', production);
  expect(await findKnownConsumers(broker.access, provider, [withoutPact, withPact, provider])).toEqual([
    { name: withPact, hasPact: true, inEnvironments: [{ version: '1.0', environments: [production], hasPact: true }] },
    { name: withoutPact, hasPact: false, inEnvironments: [] },
  ]);
});

test('the pact of another version is not attributed to a deployed version that has no pact', async () => {
  const { publish, environment, release } = historian(broker);
  const consumer = own('a');
  const provider = own('wren');
  const other = own('osprey');
  const production = own('production');
  await publish(consumer, '1.0', provider);
  await publish(consumer, '2.0', other);
  await environment(production);
  await release(consumer, '2.0', production);
  expect(await findKnownConsumers(broker.access, provider, [])).toEqual([
    { name: consumer, hasPact: true, inEnvironments: [{ version: '2.0', environments: [production], hasPact: false }] },
  ]);
});
