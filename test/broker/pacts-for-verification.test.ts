import { History } from '../support/history.ts';
import type { Answer } from '../support/test-broker.ts';
import { useBroker } from '../support/use-broker.ts';

interface Entry {
  readonly shortDescription: string;
  readonly verificationProperties: { pending?: boolean; wip?: true; notices: { when: string; text: string }[] };
  readonly _links: { self: { href: string; name: string } };
}

const path = '/pacts/provider/core/for-verification';

/** Each pact as `heron 5: latest`, with `(pending)` or `(wip)` at the end. */
function describePacts({ body }: Answer): string[] {
  return body._embedded.pacts.map(({ shortDescription, verificationProperties, _links }: Entry) => {
    const { pending, wip } = verificationProperties;
    const name = _links.self.name.replace(/Pact between (.*) \((.*)\) and core/, '$1 $2');
    return `${name}: ${shortDescription}${pending ? ' (pending)' : ''}${wip ? ' (wip)' : ''}`;
  });
}

const notices = ({ body }: Answer): string[] =>
  body._embedded.pacts.flatMap((entry: Entry) => entry.verificationProperties.notices.map(({ text }) => text));

describe('pacts for verification', () => {
  const broker = useBroker();
  const history = new History(broker);
  beforeAll(async () => {
    await history.publish('heron', '1', ['a'], { branch: 'main', tags: ['t1'] });
    await history.publish('heron', '2', ['a'], { branch: 'main' });
    await history.publish('heron', '3', ['b'], { branch: 'feat/x', tags: ['t1', 't2'] });
    await history.publish('heron', '4', ['a'], { branch: 'dup' });
    await history.publish('Crane', '1', ['c'], { branch: 'trunk' });
    await history.publish('tern', '1', ['d'], { tags: ['main'] });
    await history.deploy('heron', '1', 'production');
    await history.deploy('heron', '2', 'test');
    await history.deploy('heron', '3', 'test', 'blue');
    await history.release('heron', '3', 'production');
  });

  const select = async (...consumerVersionSelectors: object[]) =>
    describePacts(await broker.ask('POST', path, { consumerVersionSelectors, includePendingStatus: false }));

  test.each<[string, object, string[]]>([
    ['main branches', { mainBranch: true }, ['heron 2: latest from main branch', 'tern 1: latest from main branch']],
    ['a branch', { branch: 'feat/x' }, ['heron 3: latest from branch feat/x']],
    ['an unknown branch', { branch: 'nope' }, []],
    ['a branch with a fallback', { branch: 'nope', fallbackBranch: 'trunk' }, ['Crane 1: latest from branch trunk']],
    [
      'a fallback that is not needed',
      { branch: 'trunk', fallbackBranch: 'main' },
      ['Crane 1: latest from branch trunk'],
    ],
    [
      'every branch',
      { branch: true, consumer: 'heron' },
      ['heron 3: latest from branch feat/x', 'heron 4: latest from branch main, latest from branch dup'],
    ],
    ['the latest with a tag', { tag: 't1', latest: true }, ['heron 3: latest with tag t1']],
    ['all with a tag', { tag: 't1' }, ['heron 1: one of t1', 'heron 3: one of t1']],
    [
      'all of a consumer with a tag',
      { tag: 't1', consumer: 'heron' },
      ['heron 1: one of heron t1', 'heron 3: one of heron t1'],
    ],
    ['a tag with a fallback', { tag: 'nope', latest: true, fallbackTag: 't2' }, ['heron 3: latest with tag t2']],
    ['the latest of each', { latest: true }, ['Crane 1: latest', 'heron 4: latest', 'tern 1: latest']],
    ['the latest of one', { latest: true, consumer: 'Crane' }, ['Crane 1: latest']],
    ['an unknown consumer', { latest: true, consumer: 'nope' }, []],
    [
      'deployed',
      { deployed: true },
      ['heron 2: deployed to test, deployed to production', 'heron 3: deployed to test'],
    ],
    ['deployed to an environment', { deployed: true, environment: 'production' }, ['heron 1: deployed to production']],
    ['released', { released: true }, ['heron 3: released in production']],
    [
      'deployed or released',
      { deployedOrReleased: true, environment: 'production' },
      ['heron 1: deployed to production', 'heron 3: released in production'],
    ],
    ['an environment', { environment: 'test' }, ['heron 2: in environment test', 'heron 3: in environment test']],
  ])('selector for %s', async (_, selector, expected) => {
    expect(await select(selector)).toEqual(expected);
  });

  test('the default selectors are main branches and deployed or released versions', async () => {
    expect(describePacts(await broker.ask('POST', path, { includePendingStatus: false }))).toEqual([
      'Crane 1: latest',
      'heron 2: deployed to test, deployed to production, latest from main branch',
      'heron 3: deployed to test, released in production',
      'tern 1: latest from main branch',
    ]);
    expect(describePacts(await broker.ask('GET', path))).toHaveLength(4);
  });

  test('a pact version is one entry with all its reasons', async () => {
    const selectors = [
      { mainBranch: true },
      { tag: 't1' },
      { latest: true },
      { branch: 'main' },
      { branch: 'dup' },
      { tag: 't1', consumer: 'heron' },
    ];
    expect((await select(...selectors))[1]).toBe('heron 3: one of heron t1, one of t1');
    expect((await select(...selectors))[2]).toBe(
      'heron 4: latest, latest from branch dup, latest from branch main, one of heron t1, one of t1, latest from main branch',
    );
  });

  test('matchingBranch selects the branch of the provider', async () => {
    const body = { consumerVersionSelectors: [{ matchingBranch: true }], providerVersionBranch: 'feat/x' };
    expect(describePacts(await broker.ask('POST', path, body))).toEqual([
      'heron 3: latest from branch feat/x (pending)',
    ]);
  });

  test('a notice explains why a pact is verified', async () => {
    const body = {
      consumerVersionSelectors: [{ deployed: true }, { branch: 'nope', fallbackBranch: 'dup' }],
      includePendingStatus: false,
    };
    const [, reason] = notices(await broker.ask('POST', path, body));
    expect(reason).toMatch(
      /^The pact at http.*\/pact-version\/[0-9a-f]{40} is being verified because the pact content belongs to the consumer versions matching the following criteria:\n/,
    );
    expect(reason?.split('\n').slice(1)).toEqual([
      "    * latest version from branch 'dup' (fallback branch used as no pact was found from branch 'nope') (4)",
      '    * consumer version(s) currently deployed to test (2) and production (1)',
    ]);
  });

  test('selectors can be query parameters', async () => {
    const query =
      'consumer_version_selectors[][tag]=t2&consumer_version_selectors[][latest]=true&include_pending_status=false';
    const answer = await broker.ask('GET', `${path}?${query}`);
    expect(describePacts(answer)).toEqual(['heron 3: latest with tag t2']);
    expect(notices(answer)[0]).toMatch(/^WARNING - this version of the Pact library uses a beta/);
  });

  test.each<[string, object, object]>([
    [
      'types',
      { consumerVersionSelectors: 'x', includePendingStatus: 'x', includeWipPactsSince: 'x' },
      {
        consumerVersionSelectors: ['must be an array'],
        includePendingStatus: ['must be one of: true, false'],
        includeWipPactsSince: ['must be a date'],
      },
    ],
    [
      'selectors, each with its index',
      { consumerVersionSelectors: [{ tag: 'a', branch: 'b' }, { environment: 'zzz' }, 3] },
      {
        consumerVersionSelectors: [
          'cannot specify both a tag and a branch (at index 0)',
          "environment with name 'zzz' does not exist (at index 1)",
          'must be a hash (at index 2)',
        ],
      },
    ],
    [
      'an empty branch that is needed',
      { providerVersionBranch: '', includePendingStatus: true },
      { providerVersionBranch: [expect.stringMatching(/^when pending or WIP pacts are enabled/)] },
    ],
  ])('%s are validated before the provider is looked up', async (_, body, errors) => {
    const { status, body: answer } = await broker.ask('POST', '/pacts/provider/nope/for-verification', body);
    expect([status, answer]).toEqual([400, { errors }]);
  });

  test('an unknown provider is a 404', async () => {
    const { status, body } = await broker.ask('POST', '/pacts/provider/nope/for-verification', {});
    expect([status, body.error]).toEqual([404, "No provider with name 'nope' found"]);
  });

  test('a body is optional', async () => {
    expect((await broker.ask('POST', path, '')).status).toBe(200);
    expect((await broker.ask('POST', path, '[]')).status).toBe(400);
  });
});

describe('pending pacts', () => {
  const broker = useBroker({ perTest: true });
  const history = new History(broker);
  beforeEach(async () => {
    await history.publish('heron', '1', ['a'], { branch: 'main' });
  });

  const ask = (body: object = {}) =>
    broker.ask('POST', path, { consumerVersionSelectors: [{ mainBranch: true }], ...body });
  const pending = async (body: object = {}) => (await ask(body)).body._embedded.pacts[0].verificationProperties.pending;
  const onMain = { providerVersionBranch: 'main' };

  test('a pact is pending until its first success', async () => {
    await history.version('core', '10', { branch: 'main' });
    const states = [await pending(onMain)];
    for (const success of [false, true, false]) {
      await history.verify('10', 'heron', '1', success);
      states.push(await pending(onMain));
    }
    expect(states).toEqual([true, true, false, false]);
    expect(notices(await ask(onMain))[1]).toMatch(
      /^This pact has previously been successfully verified by a version of core from branch 'main'\. If this/,
    );
  });

  test('without a branch and tags any success counts', async () => {
    await history.version('core', '10', { tags: ['dev'] });
    expect(await pending()).toBe(true);
    await history.verify('10', 'heron', '1', true);
    expect(await pending()).toBe(false);
  });

  test('each provider tag needs a success', async () => {
    await history.version('core', '10', { tags: ['dev'] });
    await history.verify('10', 'heron', '1', true);
    expect(await pending({ providerVersionTags: ['dev'] })).toBe(false);
    broker.pass(10);
    await history.version('core', '11', { tags: ['late'] });
    expect(await pending({ providerVersionTags: ['late', 'dev'] })).toBe(false);
    await history.publish('heron', '2', ['b'], { branch: 'main' });
    await history.verify('10', 'heron', '2', true);
    expect(await pending({ providerVersionTags: ['late', 'dev'] })).toBe(true);
    expect(notices(await ask({ providerVersionTags: ['late', 'dev'] }))[1]).toMatch(
      /a successful verification result for a version of core with tag 'late' has not yet/,
    );
  });

  test.each([
    [['dev'], "with tag 'dev'"],
    [['late'], 'with another tag'],
    [['late', 'dev'], "with tag 'dev'"],
    [['dev', 'prod', 'late'], "with tag 'dev' and 'prod'"],
  ])(
    'a notice to a provider with the tags %j names only those of versions that have verified: %s',
    async (tags, by) => {
      await history.version('core', '10', { tags: ['dev', 'prod'] });
      await history.verify('10', 'heron', '1', true);
      broker.pass(10);
      await history.version('core', '11', { tags: ['late'] });
      const [, text] = notices(await ask({ providerVersionTags: tags }));
      expect(text).toContain(`has previously been successfully verified by a version of core ${by}. If`);
    },
  );

  test('a new branch inherits the successes of other branches', async () => {
    await history.version('core', '10', { branch: 'main' });
    await history.verify('10', 'heron', '1', true);
    expect(await pending({ providerVersionBranch: 'new' })).toBe(false);
    expect(notices(await ask({ providerVersionBranch: 'new' }))[1]).toMatch(
      /verified by a version of core from another branch\./,
    );
    broker.pass(10);
    await history.version('core', '11', { branch: 'new' });
    broker.pass(10);
    await history.publish('heron', '2', ['b'], { branch: 'main' });
    await history.verify('10', 'heron', '2', true);
    expect(await pending({ providerVersionBranch: 'new' })).toBe(true);
  });

  test('pending notices explain each outcome', async () => {
    const [entry] = (await ask(onMain)).body._embedded.pacts;
    const when = entry.verificationProperties.notices.map((notice: { when: string }) => notice.when);
    expect(when).toEqual([
      'before_verification',
      'before_verification',
      ...['true_published_false', 'false_published_false', 'true_published_true', 'false_published_true'].map(
        (end) => `after_verification:success_${end}`,
      ),
    ]);
  });

  test('there are no pending notices without pending status', async () => {
    const [plain] = (await ask({ includePendingStatus: false })).body._embedded.pacts;
    expect(Object.keys(plain.verificationProperties)).toEqual(['notices']);
    expect(plain.verificationProperties.notices).toHaveLength(1);
  });

  test('the URL of a pact contains the selected versions', async () => {
    await history.publish('heron', '2', ['a'], { branch: 'other' });
    const { body } = await ask({ consumerVersionSelectors: [{ mainBranch: true }, { branch: 'other' }] });
    const pact = await broker.ask('GET', new URL(body._embedded.pacts[0]._links.self.href).pathname);
    const numbers = pact.body._links['pb:consumer-versions'].map(({ name }: { name: string }) => name);
    expect(numbers).toEqual(['2', '1']);
    const results = new URL(pact.body._links['pb:publish-verification-results'].href).pathname;
    expect((await broker.ask('POST', results, { success: true, providerApplicationVersion: '10' })).status).toBe(201);
  });

  describe('work in progress', () => {
    const since = { ...onMain, includeWipPactsSince: '2020-01-01' };
    beforeEach(() => history.publish('heron', '2', ['b'], { branch: 'feat', tags: ['t'] }));

    test('heads that are not selected are added as pending', async () => {
      const answer = await ask(since);
      expect(describePacts(answer)).toEqual([
        'heron 1: latest from main branch (pending)',
        'heron 2: latest from branch feat, latest with tag t (pending) (wip)',
      ]);
      expect(notices(answer)[6]).toMatch(
        /is being verified because it is a 'work in progress' pact \(ie\. it is the pact for the latest version of heron from branch 'feat' and tagged with 't' \(both have the same content\) and it has not yet been successfully verified by a version of core from branch 'main' when/,
      );
      expect(describePacts(await ask({ ...since, includePendingStatus: false }))[1]).toMatch(/tag t \(wip\)$/);
    });

    test('they come after the selected pacts', async () => {
      await history.publish('Tern', '1', ['c'], { branch: 'feat' });
      await history.publish('auk', '1', ['d'], { branch: 'feat' });
      const names = describePacts(await ask(since)).map((line) => line.split(':')[0]);
      expect(names).toEqual(['heron 1', 'Tern 1', 'auk 1', 'heron 2']);
    });

    test.each<[string, object]>([
      ['they were published before the date', { ...onMain, includeWipPactsSince: '2100-01-01' }],
      ['the provider has no branch or tags', { includeWipPactsSince: '2020-01-01' }],
      ['they are selected', { ...since, consumerVersionSelectors: [{ mainBranch: true }, { branch: 'feat' }] }],
    ])('there are none if %s', async (_, body) => {
      expect(describePacts(await ask(body)).filter((line) => line.endsWith('(wip)'))).toEqual([]);
    });

    test('a success as a selected pact ends work in progress for 30 days', async () => {
      await history.version('core', '10', { branch: 'main' });
      const wip = async () => describePacts(await ask(since)).filter((line) => line.endsWith('(wip)')).length;
      const href = (await ask(since)).body._embedded.pacts[1]._links.self.href;
      const pact = await broker.ask('GET', new URL(href).pathname);
      const results = new URL(pact.body._links['pb:publish-verification-results'].href).pathname;
      await broker.ask('POST', results, { success: true, providerApplicationVersion: '10' });
      expect(await wip()).toBe(1);
      await history.verify('10', 'heron', '2', true);
      expect(await wip()).toBe(0);
      broker.pass(31 * 24 * 3600);
      expect(await wip()).toBe(1);
    });

    test('successes of another branch count up to the first version of this branch', async () => {
      await history.version('core', '8', { branch: 'other' });
      broker.pass(10);
      await history.version('core', '9', { branch: 'other' });
      await history.verify('9', 'heron', '2', true);
      broker.pass(10);
      await history.version('core', '10', { branch: 'main' });
      await history.version('core', '8', { branch: 'main' });
      expect(describePacts(await ask(since))).toHaveLength(1);
    });

    test('each provider tag is considered separately', async () => {
      const byTags = { includeWipPactsSince: '2020-01-01', providerVersionTags: ['dev', 'prod'] };
      expect(describePacts(await ask(byTags))[1]).toBe(
        'heron 2: latest with tag t, latest from branch feat (pending) (wip)',
      );
      await history.version('core', '9', { tags: ['prod'] });
      broker.pass(10);
      await history.version('core', '10', { tags: ['dev'] });
      await history.verify('10', 'heron', '2', true);
      expect(describePacts(await ask({ ...byTags, providerVersionTags: ['dev'] }))).toHaveLength(1);
      expect(
        notices(await ask(byTags)).some((text) => /verified by a version of core with tag 'prod' when/.test(text)),
      ).toBe(true);
    });

    test('only tags that a version had at its success count', async () => {
      const byTag = async (tag: string) =>
        describePacts(await ask({ includeWipPactsSince: '2020-01-01', providerVersionTags: [tag] })).length;
      await history.version('core', '9', { tags: ['early', 'late'] });
      broker.pass(10);
      await history.version('core', '10', { tags: ['early'] });
      await history.verify('10', 'heron', '2', true);
      await history.version('core', '10', { tags: ['late'] });
      expect([await byTag('early'), await byTag('late')]).toEqual([1, 2]);
      await broker.ask('DELETE', '/pacticipants/core/versions/10');
      expect([await byTag('early'), await byTag('late')]).toEqual([1, 2]);
    });
  });
});
