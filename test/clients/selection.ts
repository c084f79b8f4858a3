import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pMap from 'p-map';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Client, type ClientRun, type Env, pactBroker, verify, writePacts } from './client.ts';
import { type ConnectedBroker, connect } from './connections.ts';
import { matrixOf, type NewDatabase } from './scenarios.ts';

/** A way to select pacts, and the consumer versions whose pacts the client must verify. */
type Selection = readonly [name: string, env: Env, versions: readonly string[]];

const selectors = (...list: readonly object[]): Env => ({ SELECTORS: JSON.stringify(list) });

/**
 * Versions 1 and 2 are on main, 3 on `feat/ä`, 4 on `feat/y`. 1 has the tag `prod 1`, and is deployed to production; 2 is released to
 * `test`. Each has another pact.
 */
const SELECTIONS: readonly Selection[] = [
  ['main branch', selectors({ mainBranch: true }), ['2']],
  ['branch', selectors({ branch: 'feat/ä' }), ['3']],
  ['fallback branch', selectors({ branch: 'none', fallbackBranch: 'main' }), ['2']],
  ['matching branch', { ...selectors({ matchingBranch: true }), PROVIDER_BRANCH: 'feat/ä' }, ['3']],
  ['latest', selectors({ latest: true }), ['4']],
  ['tag, latest', selectors({ tag: 'prod 1', latest: true }), ['1']],
  ['fallback tag', selectors({ tag: 'none', latest: true, fallbackTag: 'prod 1' }), ['1']],
  ['deployed', selectors({ deployed: true }), ['1']],
  ['released', selectors({ released: true }), ['2']],
  ['deployed or released', selectors({ deployedOrReleased: true }), ['1', '2']],
  ['environment', selectors({ deployed: true, environment: 'production' }), ['1']],
  ['consumer', selectors({ consumer: 'buyer', branch: 'main' }), ['2']],
  ['two selectors', selectors({ mainBranch: true }, { branch: 'feat/y' }), ['2', '4']],
  ['consumer tags', { CONSUMER_TAGS: '["prod 1"]' }, ['1']],
];

/** What differs between clients. */
export interface SelectionOptions {
  /** The versions whose pacts are verified when nothing is selected. */
  readonly withoutSelectors: readonly string[];
  /** Names of the selections to test, for a slow client. Default: all. */
  readonly only?: readonly string[];
}

/** Selectors, pending pacts, work in progress and changed content, on one broker. */
export function testSelection(
  client: () => Client,
  newDatabase: NewDatabase,
  { withoutSelectors, only }: SelectionOptions,
): void {
  describe('selecting pacts', () => {
    const names = { CONSUMER: 'buyer', PROVIDER: 'shop' };
    const folder = temporaryFolder('selection');
    let broker: ConnectedBroker;
    let template: string;
    const supported: readonly Selection[] = [
      ['no selectors', {}, withoutSelectors],
      ...SELECTIONS.filter(([name]) => !only || only.includes(name)),
    ];
    const exits = new Map<string, number | null>();

    /** Publishes the pact of the consumer that relies on `text`. */
    const publish = (version: string, branch: string, text = `hi ${version}`, ...more: string[]) => {
      mkdirSync(join(folder, version), { recursive: true });
      const file = join(folder, version, 'buyer-shop.json');
      writeFileSync(file, template.replaceAll('TEXT', text));
      return pactBroker(
        { ...client().env, ...broker.env },
        'publish',
        file,
        '-a',
        version,
        '--branch',
        branch,
        ...more,
      );
    };
    const verifyAs = (version: string, env: Env): Promise<ClientRun> =>
      verify(client(), { ...broker.env, ...names, PROVIDER_VERSION: version, TEXT: 'hi 1', ...env });
    const verified = async (version: string) =>
      (await matrixOf(broker, names.PROVIDER, version)).map((row) => row.version).sort();

    beforeAll(async () => {
      broker = await connect('plain HTTP', await newDatabase(), folder);
      const files = await writePacts(client(), join(folder, 'written'), { ...names, TEXT: 'TEXT' });
      template = readFileSync(files.find((file) => file.endsWith('buyer-shop.json')) ?? '', 'utf8');
      const runs = [
        await publish('1', 'main', undefined, '--tag', 'prod 1'),
        await publish('2', 'main'),
        await publish('3', 'feat/ä'),
        await publish('4', 'feat/y'),
        await pactBroker(
          { ...client().env, ...broker.env },
          'record-deployment',
          '-a',
          'buyer',
          '-e',
          '1',
          '--environment',
          'production',
        ),
        await pactBroker(
          { ...client().env, ...broker.env },
          'record-release',
          '-a',
          'buyer',
          '-e',
          '2',
          '--environment',
          'test',
        ),
      ];
      expect(runs.filter(({ exit }) => exit !== 0)).toEqual([]);
      // Clients mostly wait: they run at the same time, each as a version of the provider that has the name of the selection.
      await pMap(supported, async ([name, env]) => exits.set(name, (await verifyAs(name, env)).exit), {
        concurrency: 6,
      });
    });
    afterAll(() => broker.close());

    test.each(supported)('%s', async (name, _, versions) => {
      expect(await verified(name)).toEqual(versions);
      expect(exits.get(name)).toBe(versions.every((version) => version === '1') ? 0 : 1);
    });

    test('a selector without pacts fails and publishes nothing', async () => {
      expect((await verifyAs('none', selectors({ branch: 'none' }))).exit).toBe(1);
      expect(await verified('none')).toEqual([]);
    });

    test('a failing pending pact does not fail the verification, until a version of the branch has passed', async () => {
      const branch = { ...selectors({ branch: 'feat/ä' }), PROVIDER_BRANCH: 'main', PENDING: 'true' };
      expect(await verifyAs('10', branch)).toMatchObject({ exit: 0 });
      expect(await matrixOf(broker, 'shop', '10')).toEqual([{ consumer: 'buyer', version: '3', success: false }]);
      expect(await verifyAs('11', { ...branch, TEXT: 'hi 3' })).toMatchObject({ exit: 0 });
      expect(await verifyAs('12', branch)).toMatchObject({ exit: 1 });
    });

    test('work in progress is verified in addition and may fail', async () => {
      const since = {
        ...selectors({ deployed: true }),
        PROVIDER_BRANCH: 'wip',
        PENDING: 'true',
        WIP_SINCE: '2020-01-01',
      };
      expect(await verifyAs('20', since)).toMatchObject({ exit: 0 });
      expect(await matrixOf(broker, 'shop', '20')).toEqual(
        expect.arrayContaining([
          { consumer: 'buyer', version: '1', success: true },
          { consumer: 'buyer', version: '2', success: false },
          { consumer: 'buyer', version: '4', success: false },
        ]),
      );
    });

    test('changed content of a published version is refused and changes nothing', async () => {
      const before = await broker.get('/pacts/provider/shop/consumer/buyer/version/1');
      expect(await publish('1', 'main', 'changed')).toMatchObject({
        exit: 1,
        output: expect.stringContaining('Cannot change the content'),
      });
      expect((await broker.get('/pacts/provider/shop/consumer/buyer/version/1')).body).toEqual(before.body);
      expect(await publish('1', 'main')).toMatchObject({ exit: 0 });
    });
  });
}
