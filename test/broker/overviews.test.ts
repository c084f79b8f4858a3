import { History } from '../support/history.ts';
import { useBroker } from '../support/use-broker.ts';

describe('overviews', () => {
  const broker = useBroker({ perTest: true });
  const history = new History(broker);
  beforeEach(async () => {
    await history.publish('heron', '1', ['a'], { branch: 'main', tags: ['dev'] });
    broker.pass(1);
    await history.publish('heron', '2', ['b'], { branch: 'main' });
    broker.pass(1);
    await history.publish('core', '1', ['c'], { provider: 'time "x"' });
  });

  const get = (path: string, accept = 'application/hal+json') => broker.ask('GET', path, undefined, { accept });
  const pairs = async (query = '') =>
    (await get(`/integrations${query}`)).body._embedded.integrations.map(
      ({ consumer, provider }: { consumer: { name: string }; provider: { name: string } }) =>
        `${consumer.name} → ${provider.name}`,
    );

  test('integrations are listed in the order of their last change', async () => {
    expect(await pairs()).toEqual(['core → time "x"', 'heron → core']);
    await history.verify('1', 'heron', '2', true);
    broker.pass(1);
    await history.verify('1', 'heron', '2', true);
    expect(await pairs('?page=1&size=1')).toEqual(['heron → core']);
    expect(await pairs('?q=TIME')).toEqual(['core → time "x"']);
    expect((await get('/integrations?page=0')).status).toBe(400);
    const graph = (await get('/integrations', 'text/vnd.graphviz')).body;
    expect(graph).toMatch(/^digraph \{ .*\n {2}heron -> core\n {2}core -> "time_\\"x\\""\n\}\n$/);
  });

  test('deleting an integration deletes its pacts and unused pacticipants', async () => {
    await history.verify('9', 'heron', '2', true);
    const remove = (path: string) => broker.ask('DELETE', path, undefined, { accept: 'application/hal+json' });
    expect((await remove('/integrations/provider/core/consumer/heron')).status).toBe(204);
    expect((await get('/pacticipants/heron')).status).toBe(404);
    expect((await get('/pacticipants/core/versions/1')).status).toBe(200);
    expect((await get('/pacticipants/core/versions/9')).status).toBe(404);
    expect(await pairs()).toEqual(['core → time "x"']);
    expect((await remove('/integrations/provider/core/consumer/heron')).status).toBe(404);
    expect((await remove('/integrations')).status).toBe(204);
    expect((await get('/pacticipants')).body._embedded.pacticipants).toEqual([]);
    expect((await get('/environments')).body._embedded.environments).toHaveLength(2);
  });

  test('a branch has a head after its newest version was deleted with an integration', async () => {
    await history.publish('heron', '1', ['d'], { provider: 'store' });
    await broker.ask('DELETE', '/integrations/provider/core/consumer/heron');
    expect((await get('/pacticipants/heron/branches/main/latest-version')).body.number).toBe('1');
  });

  test('the dashboard lists the latest pacts with their results', async () => {
    await history.version('core', '9', { branch: 'main', tags: ['prod'] });
    await history.verify('9', 'heron', '1', false);
    const { items } = (await get('/dashboard/provider/core/consumer/heron')).body;
    expect(
      items.map((item: { consumer: { version: { number: string } }; verificationStatus: string }) => [
        item.consumer.version.number,
        item.verificationStatus,
      ]),
    ).toEqual([
      ['1', 'failed'],
      ['2', 'never'],
    ]);
    expect(items[0]).toMatchObject({
      provider: { version: { number: '9', branch: 'main' } },
      pactTags: [{ name: 'dev', latest: true }],
      latestVerificationResult: { success: false },
      latestVerificationResultTags: [{ name: 'prod' }],
    });
    expect(items[1]).toMatchObject({ provider: { version: null }, latestVerificationResult: null, pactTags: [] });
    expect((await get('/dashboard', 'text/plain')).body.split('\n')[2]).toMatch(
      /^core +\| 1 +\| +\| time "x" +\| +\| +\| never/,
    );
    expect((await get('/dashboard?page=2&size=2')).body.items).toHaveLength(1);
    expect((await get('/dashboard/provider/nope/consumer/heron')).status).toBe(404);
  });

  test('relationships and groups are CSV', async () => {
    await history.publish('loner', '1', ['a'], { provider: 'hermit' });
    const lines = async (path: string) => (await get(path, 'text/csv')).body.trim().split('\n');
    const names = (line: string) => line.split(',')[1];
    expect((await lines('/relationships')).map(names)).toEqual(['core', '"time ""x"""', 'heron', 'loner', 'hermit']);
    expect((await lines('/groups/heron')).map(names)).toEqual(['heron', 'core', '"time ""x"""']);
    expect((await lines('/groups/heron?maxPacticipants=2')).map(names)).toEqual(['heron', 'core']);
    expect((await get('/groups/nope', 'text/csv')).status).toBe(404);
  });

  test('metrics count the resources of the broker', async () => {
    await history.verify('9', 'heron', '1', false);
    await history.deploy('heron', '1', 'test');
    expect((await get('/metrics')).body).toMatchObject({
      interactions: { latestInteractionsCount: 2, latestMessagesCount: 0 },
      pacticipants: { count: 3, withMainBranchSetCount: 1 },
      integrations: { count: 2 },
      pactPublications: { count: 3, first: expect.stringMatching(/^\d{4}-.*\+00:00$/) },
      pactRevisionsPerConsumerVersion: { distribution: { 1: 3 } },
      verificationResults: { count: 1, successCount: 0, failureCount: 1 },
      verificationResultsPerPactVersion: { distribution: { 1: 1 } },
      pacticipantVersions: { count: 4, withBranchCount: 2 },
      tags: { count: 1, distinctCount: 1 },
      environments: { count: 2 },
      deployedVersions: { count: 1, currentlyDeployedCount: 1 },
    });
  });
});
