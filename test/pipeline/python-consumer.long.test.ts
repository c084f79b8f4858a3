import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { feedbackEventExample } from '../../src/contracts/feedback-event.ts';
import { messages } from '../../src/contracts/messages.ts';
import { rateAdjustmentExample } from '../../src/contracts/rate-adjustment.ts';
import type { Consumer, EventOptions, Reaction } from '../../src/pipeline/consumer.ts';
import { pythonConsumer } from '../../src/pipeline/python-consumer.ts';
import { release, useEnvironment, whenIndexIsReachable } from '../support/python-environments.ts';

const fields = Object.keys(messages.FeedbackEvent.shape);
const event = (level: string) => JSON.stringify({ ...feedbackEventExample, level });

whenIndexIsReachable('the published pipeline', () => {
  const environment = useEnvironment([release('market-data-pipeline', '0.8.70')]);
  let consumer: Consumer;
  beforeEach(() => {
    consumer = pythonConsumer({ interpreter: environment().interpreter, env: process.env });
  });
  afterEach(() => consumer.close());

  const scaleOf = async (level: string, options: Partial<EventOptions> = {}) => {
    const reaction = await consumer.handleEvent(event(level), {
      fields,
      through: 'handler',
      provider: 'ibkr',
      ...options,
    });
    return reaction.calls.at(-1)?.[2];
  };

  test('reports its version and the core that it runs with', async () => {
    const { origin, version } = await consumer.describe();
    expect(version).toBe('0.8.70');
    expect(origin).toMatch(/^market-data-pipeline 0\.8\.70 with market-data-core 1\.\S+ \(Python 3\.\d+\.\d+, /);
  });

  test.each([
    ['ok', 1],
    ['soft', 0.5],
    ['hard', 0],
  ])('its own default policy answers %s with %d', async (level, scale) => {
    expect(await scaleOf(level)).toBe(scale);
  });

  test('a level outside the policy gives the full rate', async () => {
    expect(await scaleOf('soft', { policy: { ok: 1, hard: 0 } })).toBe(1);
  });

  test('reads level, queue_size, capacity and ts of a FeedbackEvent', async () => {
    const reaction = await consumer.handleEvent(event('soft'), { fields, through: 'bus', provider: 'ibkr' });
    expect(reaction.fieldsRead).toEqual(['capacity', 'level', 'queue_size', 'ts']);
  });

  test('reads provider, reason and scale of a RateAdjustment', async () => {
    const all = Object.keys(messages.RateAdjustment.shape);
    const reaction = await consumer.applyAdjustment(JSON.stringify(rateAdjustmentExample), all);
    expect(reaction.fieldsRead).toEqual(['provider', 'reason', 'scale']);
  });

  test.each(['handler', 'bus'] as const)(
    'a field that the contract does not name is not there for the %s',
    async (through) => {
      const handled = consumer.handleEvent(event('soft'), { fields: ['level', 'ts'], through, provider: 'ibkr' });
      await expect(handled).rejects.toMatchObject({
        code: 'UNNAMED_FIELD_READ',
        message: expect.stringContaining(
          'the pipeline reads FeedbackEvent.queue_size, which its contract does not name',
        ),
      });
    },
  );

  test("its adapter and its bus implement core's protocols", async () => {
    expect(await consumer.implementations()).toEqual({
      RateController: { method: { async: true, call: 'apply(adjustment)', returns: 'None' }, isInstance: true },
      FeedbackPublisher: { method: { async: true, call: 'publish(event)', returns: 'None' }, isInstance: true },
    });
  });

  test('a message that core rejects is an error', async () => {
    const handled = consumer.handleEvent('{"level":"soft"}', { fields, through: 'handler', provider: 'ibkr' });
    await expect(handled).rejects.toMatchObject({
      code: 'PIPELINE_FAILED',
      message: expect.stringContaining('Field required'),
    });
  });
});

whenIndexIsReachable('a pipeline whose handler is changed', () => {
  const environment = useEnvironment([release('market-data-pipeline', '0.8.70')]);
  let original: string | undefined;

  /** Handles an event with the statement added to the handler. */
  async function handleWith(statement: string): Promise<Reaction> {
    const { folder, interpreter } = environment();
    const library = join(folder, 'lib', pythonFolder(interpreter), 'site-packages/market_data_pipeline');
    const handler = join(library, 'orchestration/feedback/consumer.py');
    original ??= readFileSync(handler, 'utf8');
    // uv links the file to its cache: another one takes its place, so that the cache stays as it is.
    rmSync(handler);
    const call = 'adjustment = self._to_adjustment(event)';
    writeFileSync(handler, original.replace(call, `${statement}; ${call}`));
    const consumer = pythonConsumer({ interpreter, env: process.env });
    try {
      return await consumer.handleEvent(event('soft'), { fields, through: 'handler', provider: 'ibkr' });
    } finally {
      await consumer.close();
    }
  }

  test.each(['event.priority', 'hasattr(event, "priority")', 'event.items()'])(
    '%s reads what the contract does not name',
    async (statement) => {
      const name = /priority|items/.exec(statement)?.[0];
      await expect(handleWith(statement)).rejects.toMatchObject({
        code: 'UNNAMED_FIELD_READ',
        message: expect.stringContaining(`the pipeline reads FeedbackEvent.${name}, which its contract does not name`),
      });
    },
  );

  test.each(['[pair for pair in event]', 'vars(event)', 'dict(event)', 'event.model_dump()'])(
    '%s reads every field',
    async (statement) => {
      expect((await handleWith(statement)).fieldsRead).toEqual([...fields].sort());
    },
  );

  test.each(['repr(event)', 'str(event)', 'getattr(event, "keys", None)'])('%s reads no field', async (statement) => {
    expect((await handleWith(statement)).fieldsRead).toEqual(['capacity', 'level', 'queue_size', 'ts']);
  });
});

function pythonFolder(interpreter: string): string {
  const [, version = ''] = /-py(3\.\d+)-/.exec(interpreter) ?? [];
  return `python${version}`;
}
