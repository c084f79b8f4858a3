import { freshName, pipelinePact, publish, testBroker } from '../verification/broker-with-pacts.ts';
import { script } from './support/script.ts';

const broker = await testBroker();
afterAll(() => broker.close());
const [consumer, provider] = [freshName('pipeline'), freshName('core')];
await publish(broker.url, pipelinePact(consumer, provider), '3f2a');

const impact = (...args: string[]) =>
  script('impact', ['--provider', provider, ...args], { PACT_BROKER_BASE_URL: broker.url });

test('who relies on a field: a table, exit code 0', async () => {
  const { exit, stdout } = await impact('--field', 'FeedbackEvent.queue_size');
  expect([exit, stdout]).toEqual([
    0,
    expect.stringMatching(
      /FeedbackEvent\.queue_size +pipeline-.* +3f2a \(main\) +- +an integer +a FeedbackEvent .* and 3 more/,
    ),
  ]);
});

test('--json is one document', async () => {
  const { exit, stdout } = await impact('--path', '$.reason', '--json');
  expect([exit, JSON.parse(stdout)]).toMatchObject([
    0,
    { provider, path: '$.reason', found: [{ consumer, wants: 'exactly "hard"' }, { wants: 'exactly "ok"' }, {}] },
  ]);
});

test.each([
  [['--field', 'queue_size'], '--field is not Message.field: queue_size'],
  [['--field', 'A.b', '--path', '$.b'], 'give either --field or --path'],
  [['--selector', 'main'], '--selector is not a JSON object: main'],
])('%j is a mistake in usage', async (args, words) => {
  const { exit, stderr } = await impact(...args);
  expect([exit, stderr]).toEqual([2, expect.stringContaining(`error USAGE: ${words}`)]);
});
