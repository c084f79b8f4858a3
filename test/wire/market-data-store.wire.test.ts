import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { consumer } from '../../src/contracts/interactions.ts';
import { messagePact, testInteraction } from '../../src/pact/message-pact.ts';
import { writeOrigin } from '../../src/pact/origin.ts';
import { payloadFields, type WireInteraction, wireInteractions, wireProvider } from '../../src/wire/interactions.ts';
import { type Redis, startRedis } from '../../src/wire/redis.ts';
import { type Delivery, WireSubscriber } from '../../src/wire/subscriber.ts';
import { pactOrigin, policyUnderTest } from '../support/consumer.ts';
import { pactDirectory } from '../support/pact-directory.ts';
import { restoreUsage } from '../support/restore-usage.ts';

// Only these tests write the pact with market-data-store. They run the pipeline of PIPELINE_PYTHON: `npm run test:pact -- --wire`.
const interpreter = process.env.PIPELINE_PYTHON ?? '';
const pact = messagePact(pactDirectory(), wireProvider);
const policy = policyUnderTest();
const options = { fields: payloadFields, provider: 'ibkr', policy };
/** For each file of the pipeline that reads messages, the lowest of the lines that do so. */
const locations = new Map<string, number>();
let redis: Redis;
let pipeline: WireSubscriber;

beforeAll(async () => {
  redis = await startRedis(process.env, process.env.REDIS_URL);
  pipeline = new WireSubscriber({ interpreter, env: process.env, redis });
  const { origin } = await pipeline.describe();
  process.stdout.write(`the wire: ${origin}, on ${redis.name} and in memory\n`);
});

afterAll(async () => {
  const description = await pipeline.describe();
  await pipeline.close();
  await redis.close();
  const file = join(pactDirectory(), `${consumer}-${wireProvider}.json`);
  if (!existsSync(file)) return;
  const origin = pactOrigin('python', description);
  writeOrigin(
    file,
    origin.code === 'python'
      ? { ...origin, locations: [...locations].map(([path, line]) => `${path}:${line}`).sort() }
      : origin,
  );
  restoreUsage(file);
});

describe('the pipeline adjusts the rate', () => {
  test.each(wireInteractions)('$description', (interaction) =>
    testInteraction(pact, interaction, async (content) => {
      const delivery = await deliver(interaction, content);
      for (const location of delivery.locations) recordLocation(location);
      const { level } = (interaction.example.payload ?? interaction.example) as { level: keyof typeof policy };
      expect(delivery).toMatchObject({ dropReason: null, stream: interaction.metadata.stream ?? null });
      expect(delivery.calls).toEqual([
        ['set_global_pressure', 'ibkr', level],
        ['set_budget_scale', 'ibkr', policy[level]],
      ]);
    }),
  );
});

describe('the pipeline drops a Redis message', () => {
  const [interaction] = wireInteractions.filter(({ message }) => message === 'RedisMessage') as [WireInteraction];
  const paths = ['ts', 'meta', 'meta.schema_id', 'payload', ...payloadFields.map((field) => `payload.${field}`)];

  test.each(paths)('without %s', async (path) => {
    const delivery = await deliver(interaction, without(interaction.example, path.split('.')));
    expect([delivery.calls, delivery.dropReason]).toEqual([[], expect.any(String)]);
  });

  test.each([
    ['schema_id', 'telemetry.backpressure.FeedbackEvent'],
    ['track', 'v3'],
  ])('with another meta.%s: %s', async (field, value) => {
    const meta = { ...(interaction.example.meta as object), [field]: value };
    const delivery = await deliver(interaction, { ...interaction.example, meta });
    expect([delivery.calls, delivery.dropReason]).toEqual([[], expect.stringContaining(value)]);
  });
});

function recordLocation(location: string): void {
  const [path = '', line] = location.split(':');
  locations.set(path, Math.min(Number(line), locations.get(path) ?? Number.POSITIVE_INFINITY));
}

function deliver({ message }: WireInteraction, content: unknown): Promise<Delivery> {
  if (message === 'FeedbackEvent') return pipeline.publishOnFeedbackBus(content, options);
  return pipeline.deliver(message === 'RedisMessage' ? 'redis' : 'memory', content, options);
}

function without(message: object, [first = '', ...rest]: string[]): object {
  const { [first]: value, ...others } = message as Record<string, unknown>;
  return rest.length === 0 ? others : { ...others, [first]: without(value as object, rest) };
}
