import { marker } from './history.ts';
import { canIDeploy } from './matrix-questions.ts';
import { pathOf, type Question } from './question.ts';
import type { Step, VerificationRequest } from './step.ts';

const environment = `prod-${marker}`;

interface App {
  readonly name: string;
  readonly versions: readonly string[];
}

/** Everything that is worth asking after a short history: of every version, every pair and every provider. */
export function cornerQuestions(steps: readonly Step[]): Question[] {
  const apps = appsIn(steps);
  const questions = apps.flatMap((app, i) => [
    ...app.versions.flatMap((version) => aboutVersion({ pacticipant: app.name, version }, apps)),
    ...apps.slice(i).flatMap((other) => aboutPair(app.name, other.name)),
    ...requests.map((body): Question => {
      return { about: 'pacts for verification', path: pathOf`/pacts/provider/${app.name}/for-verification`, body };
    }),
  ]);
  return [...new Map(questions.map((question) => [JSON.stringify(question), question])).values()];
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

function aboutVersion(one: { pacticipant: string; version: string }, apps: readonly App[]): Question[] {
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

function aboutPair(one: string, other: string): Question[] {
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
