import { waitUntil } from '../../support/wait-until.ts';
import { useWebhooks } from './use-webhooks.ts';

describe('events that trigger webhooks', () => {
  const { broker, history, receiver, create, deliver, statusOf } = useWebhooks();

  test('a delivery is sent after a publication', async () => {
    await create(['contract_published']);
    await history.publish('heron', '1', ['a']);
    await waitUntil(() => receiver().received.length > 0);
    expect((await statusOf()).summary).toMatchObject({ failed: 0 });
  });

  test('template parameters have the values of the event', async () => {
    await history.version('core', '7', { branch: 'main', tags: ['ready'] });
    await history.deploy('core', '7', 'test');
    await history.publish('heron', '1', ['a']);
    await history.verify('7', 'heron', '1', true);
    await broker.ask('PUT', '/pacticipants/heron/labels/bird', {});
    const names = [
      'eventName',
      'consumerName',
      'providerName',
      'consumerVersionNumber',
      'consumerVersionBranch',
      'consumerVersionTags',
      'providerVersionNumber',
      'providerVersionBranch',
      'providerVersionTags',
      'buildUrl',
      'consumerLabels',
      'providerLabels',
      'currentlyDeployedProviderVersionNumber',
      'githubVerificationStatus',
      'gitlabVerificationStatus',
      'bitbucketVerificationStatus',
      'azureDevOpsVerificationStatus',
      'foo',
    ];
    const body = names.map((name) => `\${pactbroker.${name}}`).join('|');
    await create(['contract_published'], { url: `${receiver().url}/?t=\${pactbroker.consumerVersionTags}`, body });
    await history.publish('heron', '2', ['a'], { branch: 'x/y', tags: ['t2 x', 't1'], buildUrl: 'http://ci/2' });
    const said = [
      'contract_published',
      'heron',
      'core',
      '2',
      'x/y',
      't2 x, t1',
      '7',
      'main',
      'ready',
      'http://ci/2',
      'bird',
      '',
      '7',
      'success',
      'success',
      'SUCCESSFUL',
      'succeeded',
      '${pactbroker.foo}',
    ];
    expect([await deliver(), receiver().received[0]?.path]).toEqual([[said.join('|')], '/?t=t2+x%2C+t1']);
  });

  test('a result published at the pact URL is for its consumer version', async () => {
    await create(['contract_published'], { body: '${pactbroker.pactUrl}' });
    await create(['provider_verification_published'], {
      body: '${pactbroker.consumerVersionNumber} ${pactbroker.verificationResultUrl}',
    });
    await history.publish('heron', '1', ['a']);
    const [pactUrl = ''] = await deliver();
    await history.publish('heron', '2', ['a']);
    const { pathname } = new URL(pactUrl);
    const result = { success: true, providerApplicationVersion: '7' };
    const { headers } = await broker.ask('POST', `${pathname}/verification-results`, result);
    expect(await deliver()).toContain(`1 ${headers.get('location')}`);
  });

  test.each([
    [true, ['provider_verification_published', 'provider_verification_succeeded']],
    [false, ['provider_verification_failed', 'provider_verification_published']],
  ])('a result triggers its events (success: %s)', async (success, events) => {
    await history.publish('heron', '1', ['a']);
    const all = ['provider_verification_published', 'provider_verification_succeeded', 'provider_verification_failed'];
    await create(all, { body: '${pactbroker.eventName}' });
    await history.verify('7', 'heron', '1', success);
    expect(await deliver()).toEqual(events);
  });

  test('contract_content_changed is triggered only by new content', async () => {
    await create(['contract_content_changed'], { body: '${pactbroker.consumerVersionNumber}' });
    await history.publish('heron', '1', ['a']);
    await history.publish('heron', '2', ['a']);
    await history.publish('heron', '3', ['b']);
    expect(await deliver()).toEqual(['1', '3']);
  });

  test('each provider version that has to verify the pact triggers a delivery', async () => {
    const body = '${pactbroker.providerVersionNumber}: ${pactbroker.providerVersionDescriptions}';
    await create(['contract_requiring_verification_published'], { body });
    await history.version('core', '1', { branch: 'main' });
    await history.deploy('core', '1', 'test');
    await history.release('core', '1', 'production');
    await history.version('core', '2', { branch: 'main' });
    await history.version('core', '3', { branch: 'feat' });
    await history.publish('heron', '1', ['a']);
    await history.verify('2', 'heron', '1', false);
    await history.publish('heron', '2', ['a']);
    const deployed = '1: deployed in test, released in production';
    expect(await deliver()).toEqual([deployed, deployed, '2: latest from main branch']);
  });

  test('only enabled webhooks with the pact in their scope are triggered', async () => {
    await history.publish('heron', '1', ['a']);
    await history.publish('stork', '1', ['a']);
    await broker.ask('PUT', '/pacticipants/heron/labels/bird', {});
    const scopes = {
      all: {},
      heron: { consumer: { name: 'heron' } },
      stork: { consumer: { name: 'stork' } },
      bird: { consumer: { label: 'bird' }, provider: { name: 'core' } },
      fish: { provider: { label: 'fish' } },
      disabled: { enabled: false },
    };
    for (const [body, scope] of Object.entries(scopes)) await create(['contract_published'], { body }, scope);
    await history.publish('heron', '2', ['a']);
    expect(await deliver()).toEqual(['all', 'bird', 'heron']);
  });

  test('a rejected publication triggers nothing', async () => {
    await create(['contract_published'], { body: '${pactbroker.consumerVersionNumber}' });
    await history.publish('heron', '1', ['a']);
    await expect(history.publish('heron', '1', ['b'])).rejects.toThrow('409');
    expect(await deliver()).toEqual(['1']);
  });

  test('the notices of a publication name the triggered webhooks and their logs', async () => {
    const { uuid } = await create(['contract_published'], {}, { description: 'notify the crew' });
    const { body } = await broker.ask('POST', '/contracts/publish', {
      pacticipantName: 'heron',
      pacticipantVersionNumber: '1',
      branch: 'main',
      contracts: [contractOf('heron')],
    });
    const texts: string[] = body.notices.map(({ text }: { text: string }) => text);
    expect(texts[4]).toMatch(
      /^ {2}Webhook "notify the crew" triggered for event contract_published\.\n {4}View logs at .+\/triggered-webhooks\/.+\/logs$/,
    );
    expect(texts.slice(5)).toEqual(['  Next steps:', expect.stringContaining('Add Pact verification tests')]);
    await broker.ask('DELETE', `/webhooks/${uuid}`);
    expect((await broker.ask('GET', texts[4]?.split(broker.url)[1] ?? '')).status).toBe(200);
  });
});

function contractOf(consumer: string) {
  const content = JSON.stringify({ consumer: { name: consumer }, provider: { name: 'core' }, interactions: [] });
  return {
    consumerName: consumer,
    providerName: 'core',
    specification: 'pact',
    contentType: 'application/json',
    content: Buffer.from(content).toString('base64'),
  };
}
