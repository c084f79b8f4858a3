import { NAME_SUFFIX } from './history.ts';
import { canIDeploy } from './matrix-queries.ts';
import { pathOf, type Query } from './query.ts';
import type { Step, VerificationRequest } from './step.ts';

const environment = `prod-${NAME_SUFFIX}`;

interface App {
  readonly name: string;
  readonly versions: readonly string[];
}

/** The queries after a short history: for every version, every pair and every provider. */
export function edgeCaseQueries(steps: readonly Step[]): Query[] {
  const apps = appsIn(steps);
  const queries = apps.flatMap((app, i) => [
    ...app.versions.flatMap((version) => versionQueries({ pacticipant: app.name, version }, apps)),
    ...apps.slice(i).flatMap((other) => pairQueries(app.name, other.name)),
    ...requests.map((body): Query => {
      return { about: 'pacts for verification', path: pathOf`/pacts/provider/${app.name}/for-verification`, body };
    }),
  ]);
  return [...new Map(queries.map((query) => [JSON.stringify(query), query])).values()];
}

function appsIn(steps: readonly Step[]): App[] {
  const found = steps.flatMap((step) => {
    const providers = step.act === 'publish' ? step.pacts.map(({ provider }) => [provider]) : [];
    return [...('app' in step ? [[step.app, 'version' in step ? step.version : undefined]] : []), ...providers];
  });
  return [...new Set(found.map(([name = '']) => name))].map((name) => {
    const versions = found.flatMap(([app, version]) => (app === name && version ? [version] : []));
    return { name, versions: [...new Set(versions)] };
  });
}

function versionQueries(one: { pacticipant: string; version: string }, apps: readonly App[]): Query[] {
  const targets = [{ environment }, { tag: 'dev' }, { mainBranch: true }, {}] as const;
  const others = apps.filter(({ name }) => name !== one.pacticipant);
  return [
    ...targets.map((target) => canIDeploy([one], target)),
    ...others.flatMap(({ name: pacticipant, versions }) => [
      canIDeploy([one], { environment }, [{ pacticipant }]),
      canIDeploy([one, { pacticipant, latest: true }], {}),
      ...versions
        .slice(-1)
        .flatMap((version) => [
          canIDeploy([one], { environment }, [{ pacticipant, version }]),
          canIDeploy([one, { pacticipant, version }], {}),
        ]),
    ]),
  ];
}

function pairQueries(one: string, other: string): Query[] {
  return ['', '&latestby=cvpv', '&latestby=cvp'].map((latestBy) => {
    const names = [one, other].map((name) => `q[][pacticipant]=${name}`).join('&');
    return { about: 'matrix', path: `/matrix?${names}&limit=1000${latestBy}` };
  });
}

const wip = { includePendingStatus: true, includeWipPactsSince: '2020-01-01' };
const requests: readonly VerificationRequest[] = [
  { includePendingStatus: false },
  {
    ...wip,
    providerVersionBranch: 'main',
    consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
  },
  { ...wip, providerVersionTags: ['dev'], consumerVersionSelectors: [{ tag: 'dev', latest: true }] },
];
