import { startTestBroker } from '../../support/test-broker.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { localWebhooks, useWebhooks } from './use-webhooks.ts';

describe('attempts of a webhook', () => {
  const { broker, history, receiver, create, deliver, statusOf, logsOf } = useWebhooks();

  test('a failed delivery is retried by the schedule', async () => {
    await broker.restart({ webhooks: { ...localWebhooks, retrySchedule: [1_000, 6_000] } });
    receiver().answers = [{ status: 500 }];
    await create(['contract_published']);
    await history.publish('heron', '1', ['a']);
    const fares = async () => {
      await broker.deliverWebhooks();
      const [{ status, attemptsMade, attemptsRemaining }] = (await statusOf())._embedded.triggeredWebhooks;
      return [receiver().received.length, status, attemptsMade, attemptsRemaining];
    };
    expect(await fares()).toEqual([1, 'retrying', 1, 2]);
    broker.pass(500);
    expect(await fares()).toEqual([1, 'retrying', 1, 2]);
    broker.pass(501);
    expect(await fares()).toEqual([2, 'retrying', 2, 1]);
    broker.pass(6_001);
    expect(await fares()).toEqual([3, 'failure', 3, 0]);
    broker.pass(99_999);
    expect(await fares()).toEqual([3, 'failure', 3, 0]);
    const { summary, _links } = await statusOf();
    expect([summary, _links['pb:error-logs'].length]).toEqual([{ successful: 0, failed: 1 }, 1]);
    expect(await logsOf()).toMatch(
      /Retrying webhook in 1000 seconds\n[\s\S]*in 6000 seconds\n[\s\S]*failed after 3 attempts\n$/,
    );
  });

  test('a deleted webhook makes no more attempts', async () => {
    receiver().answers = [{ status: 500 }];
    const { uuid } = await create(['contract_published']);
    await history.publish('heron', '1', ['a']);
    await broker.deliverWebhooks();
    await broker.ask('DELETE', `/webhooks/${uuid}`);
    broker.pass(99_999);
    expect(await deliver()).toHaveLength(1);
    const { body } = await broker.ask('GET', '/pacts/provider/core/consumer/heron/version/1/triggered-webhooks');
    expect(body._embedded.triggeredWebhooks[0]).toMatchObject({ status: 'failure', attemptsRemaining: 0 });
  });

  test('a call that times out does not block other calls', async () => {
    await broker.restart({ webhooks: { ...localWebhooks, timeoutMs: 1_500 } });
    receiver().answers = [{ status: 200, hangs: true }, { status: 200 }];
    await create(['contract_published']);
    await create(['contract_published']);
    await history.publish('heron', '1', ['a']);
    expect((await deliver()).length).toBe(2);
    expect((await statusOf()).summary).toEqual({ successful: 1, failed: 0, retrying: 1 });
  });
});

describe('attempts of a webhook in a file', () => {
  const { broker, history, receiver, create, deliver, statusOf } = useWebhooks({ database: 'file' });

  test('a retry survives a restart', async () => {
    receiver().answers = [{ status: 500 }, { status: 200 }];
    await create(['contract_published'], { body: '${pactbroker.consumerVersionNumber}' });
    await history.publish('heron', '1', ['a']);
    expect(await deliver()).toEqual(['1']);
    await broker.restart();
    broker.pass(11);
    expect(await deliver()).toEqual(['1', '1']);
    expect((await statusOf()).summary).toEqual({ successful: 1, failed: 0 });
  });

  test('a call that is aborted when the broker stops is made again', async () => {
    await broker.restart({ stopMs: 50 });
    receiver().answers = [{ status: 200, hangs: true }, { status: 200 }];
    await create(['contract_published']);
    await history.publish('heron', '1', ['a']);
    await waitUntil(() => receiver().received.length > 0);
    await broker.restart();
    expect((await deliver()).length).toBe(2);
    expect((await statusOf())._embedded.triggeredWebhooks[0]).toMatchObject({ status: 'success', attemptsMade: 1 });
  });

  test('two brokers make each call once', async () => {
    const other = await startTestBroker({ database: broker.database, webhooks: localWebhooks });
    await create(['contract_published'], { body: '${pactbroker.consumerVersionNumber}' });
    for (const number of ['1', '2', '3', '4', '5']) await history.publish('heron', number, ['a']);
    await Promise.all([other.deliverWebhooks(), broker.deliverWebhooks()]);
    expect(await deliver()).toEqual(['1', '2', '3', '4', '5']);
    await other.close();
  });
});
