import type { GeneratorState } from './generator-state.ts';
import { pathOf, type Query } from './query.ts';
import type { Random } from './random.ts';

interface Selector {
  readonly pacticipant: string;
  readonly version?: string;
  readonly latest?: true;
  readonly tag?: string;
  readonly branch?: string;
  readonly mainBranch?: true;
  readonly environment?: string;
}

interface Target {
  readonly environment?: string;
  readonly tag?: string;
  readonly mainBranch?: true;
}

/** The query of can-i-deploy and can-i-merge, parameter by parameter as the official CLI builds it. */
export function canIDeploy(selectors: readonly Selector[], target: Target, ignore: readonly Selector[] = []): Query {
  const { environment, tag, mainBranch } = target;
  const one = selectors.length === 1;
  return matrixQuery([
    ...selectors.flatMap((selector) => selectorParameters('q', selector)),
    ...ignore.flatMap((selector) => selectorParameters('ignore', selector)),
    ...(tag ? [`tag=${encodeURIComponent(tag)}`] : []),
    `latestby=${environment || !one ? 'cvpv' : 'cvp'}`,
    ...(environment ? [`environment=${encodeURIComponent(environment)}`] : []),
    ...(one && !environment ? ['latest=true'] : []),
    ...(mainBranch ? ['mainBranch=true'] : []),
  ]);
}

function matrixQuery(parameters: readonly string[]): Query {
  return { about: 'matrix', path: `/matrix?${parameters.join('&')}` };
}

function selectorParameters(name: 'q' | 'ignore', selector: Selector): string[] {
  const { pacticipant, version, latest, tag, branch, mainBranch, environment } = selector;
  const parameters = { pacticipant, version, latest, tag, branch, mainBranch, environment };
  return Object.entries(parameters).flatMap(([key, value]) =>
    value === undefined ? [] : [`${name}[][${key}]=${encodeURIComponent(value)}`],
  );
}

/** can-i-deploy for up to `maxVersions` versions of each app: to each environment and to two other targets. */
export function canIDeployQueries(maxVersions: number, state: GeneratorState, random: Random): Query[] {
  return state.versioned.flatMap(({ name: pacticipant, versions }) =>
    random.some(versions, maxVersions).flatMap((version) => {
      const otherTargets = random.some<Target>([{}, { mainBranch: true }, { tag: random.pick(state.tags) }], 2);
      const targets = [...state.environments.map((environment) => ({ environment })), ...otherTargets];
      return targets.map((target) => canIDeploy([{ pacticipant, version }], target));
    }),
  );
}

/** A matrix query with several selectors, with ignored ones, or of an unusual form. */
export function randomMatrixQuery(state: GeneratorState, random: Random): Query {
  const { environments, tags } = state;
  const target = random.pick<Target>([
    {},
    { environment: random.pick(environments) },
    { tag: random.pick(tags) },
    { mainBranch: true },
  ]);
  const several = () => {
    const apps = random.some(state.apps, random.between(1, 3));
    const again = random.chance(0.1) ? apps.slice(0, 1) : [];
    return [...apps, ...again].map(({ name }) => selector(state, name, random));
  };
  const ignore = () => random.some(state.apps, 1).map(({ name }) => selector(state, name, random));
  return random.weighted<() => Query>([
    [6, () => canIDeploy(several(), target)],
    [4, () => canIDeploy(several(), target, ignore())],
    [4, () => namesOnly(state, random)],
    [3, () => canIDeployResource(state, random)],
    [1, () => pairPage(state, random)],
    [1, () => canIDeployHead(state, random)],
    [2, () => matrixQuery([...several().flatMap((one) => selectorParameters('q', one)), ...options(random)])],
  ])();
}

function selector(state: GeneratorState, pacticipant: string, random: Random): Selector {
  const { versions } = state.app(pacticipant);
  const tag = random.pick(state.tags);
  const branch = random.pick(state.branches);
  const found = random.weighted<Omit<Selector, 'pacticipant'>>([
    [6, versions.length > 0 ? { version: random.pick(versions) } : {}],
    [1, { version: 'nope' }],
    [1, {}],
    [2, { latest: true }],
    [2, { branch, latest: true }],
    [1, { branch }],
    [2, { tag, latest: true }],
    [1, { tag }],
    [1, { mainBranch: true, latest: true }],
    [1, { mainBranch: true }],
    [2, { environment: random.pick(state.environments) }],
    [0.5, { environment: random.pick(state.environments), branch }],
    [0.5, { environment: random.pick(state.environments), tag }],
  ]);
  return { pacticipant, ...found };
}

/** With names only, as the matrix page requests it. */
function namesOnly(state: GeneratorState, random: Random): Query {
  const { name, providers } = random.pick(state.consumers);
  const names = random.chance(0.8) ? [name, random.pick(providers)] : [random.pick([name, ...providers])];
  return matrixQuery([...names.flatMap((pacticipant) => selectorParameters('q', { pacticipant })), ...options(random)]);
}

/** With a limit that no history reaches: the official broker would decide by the first rows only. */
function options(random: Random): string[] {
  const success = random.weighted([
    [5, []],
    [1, ['success[]=true']],
    [1, ['success[]=false']],
    [1, ['success[]=true', 'success[]=']],
    [1, ['success=']],
  ]);
  return random.weighted([
    [4, ['limit=1000', 'latestby=cvpv', ...success]],
    [3, ['limit=1000', 'latestby=cvp', ...success]],
    [3, ['limit=1000', ...success]],
    [1, ['limit=1000', 'latestby=cp']],
  ]);
}

/** The `/can-i-deploy` resource. */
function canIDeployResource(state: GeneratorState, random: Random): Query {
  const { name, versions } = random.pick(state.apps);
  const to = random.chance(0.6) ? ['environment', random.pick(state.environments)] : ['to', random.pick(state.tags)];
  const query = [['pacticipant', name], ['version', random.pick(['nope', ...versions])], to];
  if (random.chance(0.3)) query.push(['ignore[]', random.pick(state.apps).name]);
  return {
    about: 'matrix',
    path: `/can-i-deploy?${query.map(([key, value = '']) => `${key}=${encodeURIComponent(value)}`).join('&')}`,
  };
}

function pairPage(state: GeneratorState, random: Random): Query {
  const { name, providers } = random.pick(state.consumers);
  return {
    about: 'matrix',
    path: `${pathOf`/matrix/provider/${random.pick(providers)}/consumer/${name}`}?${options(random).join('&')}`,
  };
}

/** can-i-deploy for the latest version of a tag or branch. */
function canIDeployHead(state: GeneratorState, random: Random): Query {
  const { name } = random.pick(state.apps);
  const tag = random.pick(state.tags);
  const to = random.pick(state.tags);
  const branch = random.pick(state.branches);
  const environment = random.pick(state.environments);
  const byTag = pathOf`/pacticipants/${name}/latest-version/${tag}/can-i-deploy/to/${to}`;
  const byBranch = pathOf`/pacticipants/${name}/branches/${branch}/latest-version/can-i-deploy/to-environment/${environment}`;
  return { about: 'matrix', path: random.pick([byTag, byBranch]) };
}
