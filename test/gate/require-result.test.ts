import { BrokerClient } from '../../src/broker-client/client.ts';
import { canIDeploy } from '../../src/gate/can-i-deploy.ts';
import { requireResult } from '../../src/gate/require-result.ts';
import { historian, own, useTestBroker } from './support/broker.ts';

const wren = own('wren');
const osprey = own('osprey');
const finch = own('finch');
const production = own('production');
const broker = useTestBroker();

beforeAll(async () => {
  const { environment, publish, verify } = historian(broker);
  await environment(production);
  await publish(wren, '1', osprey);
  await verify(osprey, '1.0', wren, '1');
});

async function ask(pacticipant: string, version: string): Promise<string[]> {
  const question = { pacticipant, version, to: { environment: production } };
  const verdict = await canIDeploy(broker.access, question);
  return [verdict.verdict, (await requireResult(broker.access, pacticipant, verdict)).verdict];
}

test('a yes of an environment without versions becomes unknown', async () => {
  expect(await ask(osprey, '1.0')).toEqual(['yes', 'unknown']);
});

test('a yes that a result supports remains a yes', async () => {
  await historian(broker).release(wren, '1', production);
  expect(await ask(osprey, '1.0')).toEqual(['yes', 'yes']);
});

test('a yes of a pacticipant without integrations remains a yes', async () => {
  await new BrokerClient(broker.access).put(`/pacticipants/${finch}/versions/1`, {});
  expect(await ask(finch, '1')).toEqual(['yes', 'yes']);
});
