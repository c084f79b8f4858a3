import { publish, recordResult, send } from './client.ts';

export interface Load {
  /** Brokers on one database; clients are distributed over them. */
  readonly urls: readonly string[];
  readonly clients: number;
  /** How many versions each client publishes. */
  readonly rounds: number;
}

export interface LoadResult {
  /** Rounds that a client finished without an error. */
  readonly completedRounds: number;
  /** Errors of failed requests. */
  readonly failures: readonly string[];
  /** Wrong data found afterwards. */
  readonly inconsistencies: readonly string[];
}

/** Concurrent clients publish, verify and query. In each round all clients publish one shared version, and each client publishes another version. */
export async function runConcurrentClients({ urls, clients, rounds }: Load): Promise<LoadResult> {
  const failures: string[] = [];
  let completedRounds = 0;
  const ids = new Map<string, number[]>();
  const work = Array.from({ length: clients }, async (_, client) => {
    const url = urls[client % urls.length] ?? '';
    for (let round = 0; round < rounds; round += 1) {
      await runRound(url, `${round}`, `${client}-${round}`, ids).then(
        () => (completedRounds += 1),
        (error) => failures.push(error.message),
      );
    }
  });
  await Promise.all(work);
  return {
    completedRounds,
    failures,
    inconsistencies: [...(await checkVersions(urls, clients, rounds)), ...checkResultIds(ids)],
  };
}

async function runRound(url: string, shared: string, own: string, ids: Map<string, number[]>): Promise<void> {
  await publish(url, shared);
  const pact = await publish(url, own);
  const result = await recordResult(url, pact, shared);
  const [client = ''] = own.split('-');
  ids.set(client, [...(ids.get(client) ?? []), Number(result.split('/').at(-1))]);
  await send(
    url,
    'POST',
    `/pacticipants/core/versions/${shared}/deployed-versions/environment/${await production(url)}`,
    {},
  );
  await send(url, 'GET', `/can-i-deploy?pacticipant=pipeline&version=${own}&environment=production`);
  const selectors = {
    consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
    providerVersionBranch: 'main',
  };
  await send(url, 'POST', '/pacts/provider/core/for-verification', { ...selectors, includePendingStatus: true });
}

async function production(url: string): Promise<string> {
  const { _embedded } = (await (await send(url, 'GET', '/environments')).json()) as {
    _embedded: { environments: { name: string; uuid: string }[] };
  };
  return _embedded.environments.find(({ name }) => name === 'production')?.uuid ?? '';
}

/** Checks that every number has one version on all brokers, and that each client's own versions are in the order of publication. */
async function checkVersions(urls: readonly string[], clients: number, rounds: number): Promise<string[]> {
  const each = Array.from({ length: rounds }, (_, round) => round);
  const expected = each
    .flatMap((round) => [`${round}`, ...Array.from({ length: clients }, (_, c) => `${c}-${round}`)])
    .sort();
  const wrong = await Promise.all(
    urls.map(async (url) => {
      const { _embedded } = (await (await send(url, 'GET', '/pacticipants/pipeline/versions')).json()) as {
        _embedded: { versions: { number: string }[] };
      };
      const found = _embedded.versions.map(({ number }) => number);
      const right = [...found].sort().join() === expected.join();
      return [
        ...(right ? [] : [`${url}: ${found.length} versions instead of ${expected.length}`]),
        ...(isInOrder(found.reverse()) ? [] : [`${url}: versions out of order: ${found}`]),
      ];
    }),
  );
  return wrong.flat();
}

/** @param numbers oldest first; a client's own versions are `3-0`, `3-1` */
function isInOrder(numbers: readonly string[]): boolean {
  const last = new Map<string, number>();
  return numbers
    .filter((number) => number.includes('-'))
    .every((number) => {
      const [client = '', round] = number.split('-');
      const increases = Number(round) > (last.get(client) ?? -1);
      last.set(client, Number(round));
      return increases;
    });
}

/** Checks that the result ids of each client increase and that no id occurs twice. */
function checkResultIds(ids: Map<string, number[]>): string[] {
  const all = [...ids.values()].flat();
  const duplicates = new Set(all).size === all.length ? [] : ['two results have the duplicates id'];
  const notIncreasing = [...ids].filter(([, numbers]) => numbers.some((number, i) => number <= (numbers[i - 1] ?? 0)));
  return [
    ...duplicates,
    ...notIncreasing.map(
      ([client, numbers]) => `the result ids of client ${client} do not increase: ${numbers.join()}`,
    ),
  ];
}
