import { MAX_PACTS, MAX_VERSIONS } from '../../../src/broker/queries/compatibility.ts';
import { History } from '../../support/history.ts';
import { useBroker } from '../../support/use-broker.ts';

const accept = { accept: 'text/html' };
const path = '/pacticipants/core/compatibility';

describe('the compatibility of a provider', () => {
  const broker = useBroker();
  const history = () => new History(broker);
  const getPage = async (of: string) => (await broker.ask('GET', of, undefined, accept)).body as string;
  /** The row of a version: the signs of its cells. */
  const signsOf = (html: string, version: string) => {
    const row = html.split('<tr>').find((one) => one.includes(`title="${version}"`)) ?? '';
    return [...row.matchAll(/<td class="(\w)"/g)].map(([, sign]) => sign).join('');
  };

  test('an unknown pacticipant is not found, and one without consumers has no grid', async () => {
    expect((await broker.ask('GET', path, undefined, accept)).status).toBe(404);
    await history().version('core', '0.9');
    expect(await getPage(path)).toContain('No consumer has a pact in force with it.');
  });

  test('versions have a cell for each pact in force that they were verified against', async () => {
    const { publish, verify, deploy } = bind(history());
    await publish('alpha', '1', ['x'], { branch: 'main' });
    await publish('beta', '1', ['x'], { branch: 'main' });
    await publish('beta', '2', ['y'], { branch: 'main' });
    await deploy('beta', '1', 'production');
    for (const version of ['1.0', '1.1', '1.2']) await verify(version, 'alpha', '1', version !== '1.1');
    await verify('1.0', 'beta', '1', true);
    await verify('1.2', 'beta', '2', false);
    const html = await getPage(path);
    // In alphabetical order: alpha, beta 1 in production, beta 2 of main.
    expect([signsOf(html, '1.2'), signsOf(html, '1.1'), signsOf(html, '1.0')]).toEqual(['ynx', 'xnn', 'yyn']);
    expect(html.indexOf('title="1.2"')).toBeLessThan(html.indexOf('title="1.0"'));
  });

  test('versions of other branches are left out, unless they are deployed or requested', async () => {
    const { version, verify, mainBranch, deploy } = bind(history());
    await mainBranch('core', 'main');
    for (const [number, branch] of [
      ['2.0', 'main'],
      ['2.1-feat', 'feat'],
      ['2.2-live', 'feat'],
    ] as const) {
      await version('core', number, { branch });
      await verify(number, 'alpha', '1', true);
    }
    await deploy('core', '2.2-live', 'production');
    const shown = async (url: string) => {
      const html = await getPage(url);
      return ['1.0', '2.0', '2.1-feat', '2.2-live'].filter((number) => html.includes(`title="${number}"`));
    };
    expect(await shown(path)).toEqual(['1.0', '2.0', '2.2-live']);
    expect(await shown(`${path}?branches=all`)).toEqual(['1.0', '2.0', '2.1-feat', '2.2-live']);
  });

  test('a break of a message has the mismatch, and a result without details says so', async () => {
    expect(await getPage(path)).toContain('alpha 1 does not fit core 1.1: the result contains no reason');
    const { body: pact } = await broker.ask('GET', '/pacts/provider/core/consumer/alpha/version/1');
    const { pathname } = new URL(pact._links['pb:publish-verification-results'].href);
    const mismatches = [{ attribute: 'body', identifier: '$.level', description: 'Expected slow to equal soft' }];
    const testResults = [{ interactionDescription: 'x', success: false, mismatches }];
    await broker.ask('POST', pathname, { success: false, providerApplicationVersion: '1.1', testResults });
    expect(await getPage(path)).toContain(
      'alpha 1 relies on &quot;x&quot;; in core 1.1 level: Expected slow to equal soft',
    );
  });

  test('releases are in the order of their numbers, also when one is recorded later', async () => {
    const { verify } = bind(history());
    await verify('1.0.1', 'alpha', '1', true);
    const html = await getPage(path);
    const shown = ['1.1', '1.0.1', '1.0'].map((number) => html.indexOf(`title="${number}"`));
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
  });

  test('a version in force without a result has a row', async () => {
    const { version } = bind(history());
    await version('core', '3.0', { branch: 'main' });
    expect(signsOf(await getPage(path), '3.0')).toBe('nnn');
  });

  test('a program gets a resource of the API', async () => {
    const html = await getPage(path);
    const [, hal = ''] = /href="([^"]+as=hal)"/.exec(html) ?? [];
    expect((await broker.ask('GET', hal)).status).toBe(200);
  });

  test('the page of the provider, the overview and the page of fields lead to it', async () => {
    for (const from of ['/', '/pacticipants/core', '/pacticipants/core/fields'])
      expect(await getPage(from)).toContain(`href="${path}"`);
    expect(await getPage('/pacticipants/alpha')).not.toContain('/compatibility');
  });
});

describe('a large compatibility grid', () => {
  const broker = useBroker();

  test('has limits, which the page names', async () => {
    const history = new History(broker);
    for (let i = 0; i <= MAX_PACTS; i += 1) await history.publish(`c${i}`, '1', ['x'], { branch: 'main' });
    const verify = (i: number) => history.verify(`1.${i}`, 'c0', '1', i % 2 === 0);
    for (let i = 0; i < MAX_VERSIONS; i += 1) await verify(i);
    expect((await broker.ask('GET', path, undefined, accept)).body).not.toContain('versions are shown');
    await verify(MAX_VERSIONS);
    const { body } = await broker.ask('GET', path, undefined, accept);
    const count = (pattern: RegExp) => [...(body as string).matchAll(pattern)].length;
    expect([count(/<th scope="row">/g), count(/<td class="[yxn]">/g)]).toEqual([
      MAX_VERSIONS,
      MAX_VERSIONS * MAX_PACTS,
    ]);
    for (const words of [
      '50 pacts are shown, and 1 are not',
      'The newest 200 versions are shown',
      'The newest 30 are shown',
    ])
      expect(body).toContain(words);
  });

  test('has an older version that is deployed or released', async () => {
    const history = new History(broker);
    for (const newer of [1, 2]) await history.verify(`1.${MAX_VERSIONS + newer}`, 'c0', '1', true);
    const shown = async () => {
      const { body } = await broker.ask('GET', path, undefined, accept);
      return ['1.0', '1.1', '1.2', '1.3'].filter((number) => (body as string).includes(`title="${number}"`));
    };
    expect(await shown()).toEqual(['1.3']);
    await history.deploy('core', '1.0', 'production');
    await history.release('core', '1.1', 'production');
    expect(await shown()).toEqual(['1.0', '1.1', '1.3']);
  });
});

/** The methods of a history, to be called on their own. */
function bind(history: History) {
  return {
    publish: history.publish.bind(history),
    verify: history.verify.bind(history),
    deploy: history.deploy.bind(history),
    version: history.version.bind(history),
    mainBranch: history.mainBranch.bind(history),
  };
}
