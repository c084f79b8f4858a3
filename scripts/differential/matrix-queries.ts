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

/** May versions (so many of each app) go to each environment; and two places more for each. */
export function canIDeployQueries(maxVersions: number, world: GeneratorState, random: Random): Query[] {
  return world.versioned.flatMap(({ name: pacticipant, versions }) =>
    random.some(versions, maxVersions).flatMap((version) => {
      const otherTargets = random.some<Target>([{}, { mainBranch: true }, { tag: random.pick(world.tags) }], 2);
      const targets = [...world.environments.map((environment) => ({ environment })), ...otherTargets];
      return targets.map((target) => canIDeploy([{ pacticipant, version }], target));
    }),
  );
}

/** A query with several selectors, some to be ignored, or an unusual one. */
export function randomMatrixQuery(world: GeneratorState, random: Random): Query {
  const { environments, tags } = world;
  const target = random.pick<Target>([
    {},
    { environment: random.pick(environments) },
    { tag: random.pick(tags) },
    { mainBranch: true },
  ]);
  const several = () => {
    const apps = random.some(world.apps, random.between(1, 3));
    const again = random.chance(0.1) ? apps.slice(0, 1) : [];
    return [...apps, ...again].map(({ name }) => selector(world, name, random));
  };
  const ignore = () => random.some(world.apps, 1).map(({ name }) => selector(world, name, random));
  return random.weighted<() => Query>([
    [6, () => canIDeploy(several(), target)],
    [4, () => canIDeploy(several(), target, ignore())],
    [4, () => namesOnly(world, random)],
    [3, () => canIDeployResource(world, random)],
    [1, () => pairPage(world, random)],
    [1, () => canIDeployHead(world, random)],
    [2, () => matrixQuery([...several().flatMap((one) => selectorParameters('q', one)), ...options(random)])],
  ])();
}

function selector(world: GeneratorState, pacticipant: string, random: Random): Selector {
  const { versions } = world.app(pacticipant);
  const tag = random.pick(world.tags);
  const branch = random.pick(world.branches);
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
    [2, { environment: random.pick(world.environments) }],
    [0.5, { environment: random.pick(world.environments), branch }],
    [0.5, { environment: random.pick(world.environments), tag }],
  ]);
  return { pacticipant, ...found };
}

/** Names alone, as the matrix page asks. */
function namesOnly(world: GeneratorState, random: Random): Query {
  const { name, providers } = random.pick(world.consumers);
  const names = random.chance(0.8) ? [name, random.pick(providers)] : [random.pick([name, ...providers])];
  return matrixQuery([...names.flatMap((pacticipant) => selectorParameters('q', { pacticipant })), ...options(random)]);
}

/** With a limit that no history reaches: the official broker would decide over the first rows alone. */
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
function canIDeployResource(world: GeneratorState, random: Random): Query {
  const { name, versions } = random.pick(world.apps);
  const to = random.chance(0.6) ? ['environment', random.pick(world.environments)] : ['to', random.pick(world.tags)];
  const query = [['pacticipant', name], ['version', random.pick(['nope', ...versions])], to];
  if (random.chance(0.3)) query.push(['ignore[]', random.pick(world.apps).name]);
  return {
    about: 'matrix',
    path: `/can-i-deploy?${query.map(([key, value = '']) => `${key}=${encodeURIComponent(value)}`).join('&')}`,
  };
}

function pairPage(world: GeneratorState, random: Random): Query {
  const { name, providers } = random.pick(world.consumers);
  return {
    about: 'matrix',
    path: `${pathOf`/matrix/provider/${random.pick(providers)}/consumer/${name}`}?${options(random).join('&')}`,
  };
}

/** can-i-deploy for what a tag or a branch has come to. */
function canIDeployHead(world: GeneratorState, random: Random): Query {
  const { name } = random.pick(world.apps);
  const [tag, to] = [random.pick(world.tags), random.pick(world.tags)];
  const [branch, environment] = [random.pick(world.branches), random.pick(world.environments)];
  const byTag = pathOf`/pacticipants/${name}/latest-version/${tag}/can-i-deploy/to/${to}`;
  const byBranch = pathOf`/pacticipants/${name}/branches/${branch}/latest-version/can-i-deploy/to-environment/${environment}`;
  return { about: 'matrix', path: random.pick([byTag, byBranch]) };
}
