import { Broker } from '../../scripts/differential/broker.ts';
import { generate, SMALL_SIZE } from '../../scripts/differential/generate.ts';
import { replay } from '../../scripts/differential/replay.ts';
import { BrokerClient } from '../../src/broker-client/client.ts';
import { type CopyOptions, copyBroker } from '../../src/copy/copy.ts';
import type { CopyReport } from '../../src/copy/copy-report.ts';
import { mergePatch, type TestBroker } from '../support/test-broker.ts';
import { useBroker } from '../support/use-broker.ts';
import { copyHistory, lost, writtenBy } from './copy-history.ts';

/** Everything in a broker, copied to another one by their public API. */
describe('a copy of a broker', () => {
  const source = useBroker({ perTest: true });
  const target = useBroker({ perTest: true });
  const copy = (options: CopyOptions = {}) => copyBroker({ url: source.url }, { url: target.url }, options);
  const read = (path: string) => new BrokerClient({ url: target.url }).get(path);

  test('answers can-i-deploy as the source does', () => copyHistory(source, target, 4));

  test('continues after an interruption', async () => {
    await replay(new Broker(source.url), generate(2, SMALL_SIZE), 'q');
    const whole = await copyBroker({ url: source.url }, { url: target.url }, { dryRun: true });
    let left = 0;
    const breaking: typeof fetch = async (url, init) => {
      if (init?.method !== 'GET') left -= 1;
      if (left < 0) throw new Error('cut off');
      return fetch(url, init);
    };
    let runs = 0;
    for (let done = false; !done; runs += 1) {
      left = 9;
      const cut = { url: target.url, fetch: breaking as never };
      done = await copyBroker({ url: source.url }, cut).then(
        (report) => writtenBy(report).length === 0,
        (error) => {
          expect(error).toMatchObject({ code: 'BROKER_UNREACHABLE' });
          return false;
        },
      );
    }
    expect(runs).toBeGreaterThan(5);
    const end = await copy();
    expect([writtenBy(end), lost(end)]).toEqual([[], []]);
    expect(countsAlreadyPresent(end)).toEqual(countsFound(whole));
    expect(await resultsOf(target)).toEqual(await resultsOf(source));
  });

  test('only reports what it would write in a dry run', async () => {
    await replay(new Broker(source.url), generate(3, SMALL_SIZE), 'q');
    const dry = await copy({ dryRun: true });
    expect((await read('/pacticipants'))._embedded.pacticipants).toEqual([]);
    expect(countsWritten(dry)).toEqual(countsWritten(await copy()));
  });

  test('copies all members of pacticipants, versions and results', async () => {
    const about = {
      name: 'Red Panda/x',
      displayName: 'Panda',
      repositoryUrl: 'https://example.org/panda',
      mainBranch: 'trunk',
    };
    await source.ask('PATCH', '/pacticipants/Red%20Panda%2Fx', about, mergePatch);
    await source.ask('PUT', '/pacticipants/Red%20Panda%2Fx/labels/core', {});
    await source.ask('PUT', '/pacticipants/Red%20Panda%2Fx/versions/1', { buildUrl: 'https://ci.example.org/1' });
    const verifiedBy = {
      implementation: 'Pact-Rust',
      version: '1.2',
      clientLanguage: { name: 'js', testFramework: 'jest', version: '3' },
    };
    const [path] = await publish(source, 'Red Panda/x', '1', '{"interactions":[{"description":"d","n":80.0}]}');
    const result = {
      success: false,
      providerApplicationVersion: '7',
      buildUrl: 'https://ci.example.org/7',
      verifiedBy,
      testResults: [{ a: 1 }],
    };
    await source.ask('POST', `${path}/verification-results`, result);
    await copy();
    const { createdAt, updatedAt, _links, ...panda } = await read('/pacticipants/Red%20Panda%2Fx');
    expect(panda).toMatchObject({ ...about, _embedded: { labels: [{ name: 'core' }] } });
    expect((await read('/pacticipants/Red%20Panda%2Fx/versions/1')).buildUrl).toBe('https://ci.example.org/1');
    const {
      providerName,
      success,
      buildUrl,
      testResults,
      verifiedBy: copiedVerifiedBy,
    } = await read(`${path}/verification-results/latest`);
    expect({ providerName, success, buildUrl, testResults }).toEqual({
      providerName: 'otter',
      success: false,
      buildUrl: result.buildUrl,
      testResults: [{ a: 1 }],
    });
    expect(copiedVerifiedBy).toEqual((await source.ask('GET', `${path}/verification-results/latest`)).body.verifiedBy);
  });

  test.each([
    ['without ids', '{"interactions":[{"description":"d","n":80.0,"big":12345678901234567890}]}'],
    ["with the consumer's own ids", '{"interactions":[{"_id":"mine","description":"d"}]}'],
    ['that is not a pact', '{"a":1.50}'],
  ])('gives a pact %s the same URL', async (_, text) => {
    const [path] = await publish(source, 'heron', '1', text);
    expect(lost(await copy())).toEqual([]);
    expect(new URL(contentOf(await read('/pacts/provider/otter/consumer/heron/version/1'))).pathname).toBe(path);
    const served = async (broker: TestBroker) => (await fetch(`${broker.url}${path}`)).text();
    const ownWords = (json: string) => json.replace(/,"createdAt".*/, '');
    expect(ownWords(await served(target))).toBe(ownWords(await served(source)));
  });

  test('copies current and past deployments of each application instance', async () => {
    const at = (await source.ask('GET', '/environments?name=test')).body._embedded.environments[0].uuid;
    const deploy = (version: string, body = {}) =>
      source.ask('POST', `/pacticipants/heron/versions/${version}/deployed-versions/environment/${at}`, body);
    for (const version of ['1', '2', '3']) await source.ask('PUT', `/pacticipants/heron/versions/${version}`, {});
    await deploy('1');
    source.pass(1);
    await deploy('2');
    source.pass(1);
    const { body: blue } = await deploy('1', { applicationInstance: 'blue' });
    await source.ask('PATCH', `/deployed-versions/${blue.uuid}`, { currentlyDeployed: false }, mergePatch);
    source.pass(1);
    await deploy('1', { applicationInstance: 'blue' });
    source.pass(1);
    await deploy('3', { applicationInstance: 'green' });
    expect(countsWritten(await copy()).deployments).toBe(5);
    expect(await deploymentsOf(target)).toEqual(await deploymentsOf(source));
    expect(await deploymentsOf(target)).toEqual(['1 - ended', '1 blue', '1 blue ended', '2 -', '3 green']);
    await source.ask(
      'PATCH',
      `/deployed-versions/${(await current(source, at, 'green')).uuid}`,
      { currentlyDeployed: false },
      mergePatch,
    );
    await copy();
    expect(await deploymentsOf(target)).toEqual(await deploymentsOf(source));
  });

  test('disables webhooks with secrets', async () => {
    const request = {
      method: 'POST',
      url: 'https://example.org',
      headers: { Authorization: 'Bearer s3cret', 'X-Plain': 'a' },
      username: 'u',
      password: 's3cret',
    };
    const webhook = { description: 'tells', events: [{ name: 'contract_published' }], request };
    await source.ask('PUT', '/webhooks/696c5f93-1b7f-44bc-8d03-59440fcaa9a0', webhook);
    const report = await copy();
    expect(report.differences).toEqual([
      {
        kind: 'webhooks',
        subject: expect.stringMatching(/^tells/),
        reason: expect.stringMatching(/disabled until.*header authorization, password/),
        affectsDecisions: false,
      },
    ]);
    const copied = await read('/webhooks/696c5f93-1b7f-44bc-8d03-59440fcaa9a0');
    expect(copied).toMatchObject({ enabled: false, request: { headers: { 'x-plain': 'a' }, username: 'u' } });
    expect(JSON.stringify(copied)).not.toMatch(/authorization|\*\*|password/i);
  });

  test('calls webhooks of the target only if that is allowed', async () => {
    const request = { method: 'POST', url: 'https://example.org' };
    await target.ask('POST', '/webhooks', { events: [{ name: 'contract_published' }], request });
    await publish(source, 'heron', '1', '{"interactions":[]}');
    await expect(copy()).rejects.toMatchObject({ code: 'WEBHOOKS_WOULD_FIRE', subject: target.url });
    expect(lost(await copy({ letWebhooksFire: true }))).toEqual([]);
  });

  test('reports pacts, results and versions that only the target has', async () => {
    const [path] = await publish(source, 'heron', '1', '{"interactions":[]}');
    await source.ask('POST', `${path}/verification-results`, { success: true, providerApplicationVersion: '7' });
    await publish(source, 'heron', '2', '{"interactions":[]}');
    await publish(target, 'heron', '2', '{"interactions":[{"description":"another"}]}');
    const [there] = await publish(target, 'heron', '0', '{"interactions":[]}');
    await target.ask('POST', `${there}/verification-results`, { success: false, providerApplicationVersion: '7' });
    const reported = (await copy()).differences
      .filter(({ affectsDecisions }) => affectsDecisions)
      .map(({ subject, reason }) => `${subject}: ${reason}`);
    expect(reported).toEqual([
      'heron 2 with otter: the target has a pact with other content for this version',
      'heron 1 with otter, 7: the target has other results for it',
      'heron: its versions are in another order at the target, so another version may be the latest',
      'heron: the target has 1 versions that the source does not have',
    ]);
  });
});

const numbers =
  (pick: 'found' | 'alreadyPresent' | 'written') =>
  ({ counts }: CopyReport) =>
    Object.fromEntries(Object.entries(counts).map(([kind, count]) => [kind, count[pick]]));
const [countsFound, countsAlreadyPresent, countsWritten] = [
  numbers('found'),
  numbers('alreadyPresent'),
  numbers('written'),
];

const contentOf = (pact: Awaited<ReturnType<BrokerClient['get']>>) =>
  [pact._links?.['pb:pact-version'] ?? []].flat()[0]?.href ?? '';

/** Publishes the pact of a consumer with `otter`; returns the path of its content. */
async function publish(broker: TestBroker, consumer: string, version: string, text: string): Promise<[string]> {
  const path = `/pacts/provider/otter/consumer/${encodeURIComponent(consumer)}/version/${version}`;
  const { body } = await broker.ask('PUT', path, text);
  return [new URL(contentOf(body)).pathname];
}

async function resultsOf(broker: TestBroker): Promise<number[]> {
  const { body } = await broker.ask('GET', '/metrics');
  return [body.verificationResults.count, body.pactVersions.count, body.pacticipantVersions.count];
}

async function current(broker: TestBroker, environment: string, instance: string) {
  const path = `/environments/${environment}/deployed-versions/currently-deployed?applicationInstance=${instance}`;
  return (await broker.ask('GET', path)).body._embedded.deployedVersions[0];
}

/** `1 blue ended`: every deployment there ever was. */
async function deploymentsOf(broker: TestBroker): Promise<string[]> {
  const { body } = await broker.ask('GET', '/pacticipants/heron/versions');
  return body._embedded.versions
    .flatMap(
      ({
        number,
        _links,
      }: {
        number: string;
        _links: Record<string, { currently_deployed: boolean; application_instance?: string }[]>;
      }) =>
        (_links['pb:deployed-environments'] ?? []).map(
          (one) => `${number} ${one.application_instance ?? '-'}${one.currently_deployed ? '' : ' ended'}`,
        ),
    )
    .sort();
}
