import type { App, GeneratorState } from './generator-state.ts';
import type { Random } from './random.ts';
import { randomVerificationRequest } from './random-verification-requests.ts';
import type { Pact, Step, VerificationRequest } from './step.ts';

type StepGenerator = (world: GeneratorState, random: Random) => Step | undefined;

/** What may happen, each as often as its number says. A maker gives nothing when the world is not ready for it. */
const stepGenerators: readonly (readonly [number, StepGenerator])[] = [
  [28, publish],
  [5, republish],
  [3, putPact],
  [14, postResult],
  [14, verify],
  [10, deploy],
  [6, release],
  [3, undeploy],
  [3, endSupport],
  [6, tag],
  [4, putOnBranch],
  [2, setMainBranch],
  [1, createVersion],
  [3, remove],
  [1, removeResult],
  [0.4, removeEnvironment],
  [2, createEnvironmentAgain],
];

/** The next step of a history. */
export function randomStep(world: GeneratorState, random: Random): Step {
  for (;;) {
    const step = random.weighted(stepGenerators)(world, random);
    if (step) return step;
  }
}

function publish(world: GeneratorState, random: Random): Step {
  const consumer = random.pick(world.consumers);
  const providers = random.chance(0.75) ? consumer.providers : random.some(consumer.providers, 1);
  const pacts = providers.map((provider) => ({ provider, content: world.content(random, consumer.name, provider) }));
  return {
    act: 'publish',
    app: consumer.name,
    version: newVersion(consumer, random),
    ...randomBranchAndTags(world, random),
    pacts,
  };
}

/** The same again, or (refused) another content for the same version. */
function republish(world: GeneratorState, random: Random): Step | undefined {
  if (world.publications.length === 0) return undefined;
  const { app, version, provider, content } = random.pick(world.publications);
  const pact: Pact = random.chance(0.2)
    ? { provider, content: content + 100 }
    : { provider, content, ...(random.chance(0.5) && { reordered: true as const }) };
  return {
    act: 'publish',
    app,
    version,
    ...(world.hasBranchOrTag(app, version) && randomBranchAndTags(world, random)),
    pacts: [pact],
  };
}

function putPact(world: GeneratorState, random: Random): Step {
  const { name: app, providers, versions } = random.pick(world.consumers);
  const provider = random.pick(providers);
  const known = versions.filter(
    (version) => !world.publications.some((one) => one.app === app && one.version === version),
  );
  const version = known.length > 0 && random.chance(0.3) ? random.pick(known) : newVersion(world.app(app), random);
  return { act: 'put pact', app, version, pact: { provider, content: world.content(random, app, provider) } };
}

function postResult(world: GeneratorState, random: Random): Step | undefined {
  if (world.publications.length === 0) return undefined;
  const { app: consumer, version: consumerVersion, provider } = random.pick(world.publications.slice(-12));
  const app = world.app(provider);
  const version = existingOrNewVersion(app, random, 0.7);
  const branch = random.chance(0.6) ? { branch: random.pick(world.branches) } : {};
  return {
    act: 'post result',
    app: app.name,
    version,
    consumer,
    consumerVersion,
    success: random.chance(0.7),
    ...branch,
  };
}

function verify(world: GeneratorState, random: Random): Step | undefined {
  const providers = world.providers.filter(({ name }) => world.publications.some(({ provider }) => provider === name));
  if (providers.length === 0) return undefined;
  const app = random.pick(providers);
  const failing = world.consumers.map(({ name }) => name).filter(() => random.chance(0.25));
  const asking = randomVerificationRequest(world, app.name, random);
  return { act: 'verify', app: app.name, version: providerVersion(world, app, asking, random), asking, failing };
}

/** One that is not to be tagged, or new, or of which something is known already: else time would tell whether the tag is its branch. */
function providerVersion(world: GeneratorState, app: App, asking: VerificationRequest, random: Random): string {
  if (!asking.providerVersionTags || asking.providerVersionBranch) return existingOrNewVersion(app, random, 0.4);
  const marked = app.versions.filter((version) => world.hasBranchOrTag(app.name, version));
  return marked.length > 0 && random.chance(0.4) ? random.pick(marked) : newVersion(app, random);
}

function deploy(world: GeneratorState, random: Random): Step | undefined {
  const instance = random.chance(0.25) ? { instance: random.pick(['blue', 'green']) } : {};
  return withVersion(world, random, (at) => ({
    act: 'deploy',
    ...at,
    environment: random.pick(world.environments),
    ...instance,
  }));
}

function release(world: GeneratorState, random: Random): Step | undefined {
  const again = world.placements.filter(({ act }) => act === 'release');
  if (again.length > 0 && random.chance(0.3)) return random.pick(again);
  return withVersion(world, random, (at) => ({ act: 'release', ...at, environment: random.pick(world.environments) }));
}

function undeploy(world: GeneratorState, random: Random): Step | undefined {
  const deployed = world.placements.flatMap((stay) => (stay.act === 'deploy' ? [stay] : []));
  if (deployed.length === 0) return undefined;
  const { app, environment, instance } = random.pick(deployed);
  return { act: 'undeploy', app, environment, ...(instance && { instance }) };
}

function endSupport(world: GeneratorState, random: Random): Step | undefined {
  const released = world.placements.flatMap((stay) => (stay.act === 'release' ? [stay] : []));
  return released.length === 0 ? undefined : { ...random.pick(released), act: 'end support' };
}

function tag(world: GeneratorState, random: Random): Step | undefined {
  const { name: app, versions } = random.pick(world.apps);
  const marked = versions.filter((version) => world.hasBranchOrTag(app, version));
  const version = marked.length > 0 && random.chance(0.9) ? random.pick(marked) : newVersion(world.app(app), random);
  return { act: 'tag', app, version, tag: random.pick(world.tags) };
}

function putOnBranch(world: GeneratorState, random: Random): Step {
  const app = random.pick(world.apps);
  return {
    act: 'put on branch',
    app: app.name,
    version: existingOrNewVersion(app, random, 0.8),
    branch: random.pick(world.branches),
  };
}

function setMainBranch(world: GeneratorState, random: Random): Step {
  return { act: 'set main branch', app: random.pick(world.apps).name, branch: random.pick(world.branches) };
}

function createVersion(world: GeneratorState, random: Random): Step {
  const app = random.pick(world.apps);
  return { act: 'create version', app: app.name, version: newVersion(app, random) };
}

function remove(world: GeneratorState, random: Random): Step | undefined {
  return withVersion(world, random, ({ app, version }) => {
    const branch = random.pick(world.branches);
    const [provider] = world.app(app).providers;
    return random.weighted<Step | undefined>([
      [3, { act: 'delete version', app, version }],
      [0.5, { act: 'delete app', app }],
      [1, { act: 'delete branch', app, branch }],
      [1, { act: 'take off branch', app, version, branch }],
      [2, { act: 'delete tag', app, version, tag: random.pick(world.tags) }],
      [1, provider ? { act: 'delete pact', app, version, provider } : undefined],
    ]);
  });
}

/** The result that was just posted, the only one of its provider version: nothing older is to count in its place. */
function removeResult({ firstResult }: GeneratorState): Step | undefined {
  if (!firstResult) return undefined;
  const { app: provider, version: verifiedBy, consumer: app, consumerVersion: version } = firstResult;
  return { act: 'delete result', app, version, provider, verifiedBy };
}

function removeEnvironment({ environments, deletedEnvironments }: GeneratorState, random: Random): Step | undefined {
  const left = environments.filter((name) => !deletedEnvironments.includes(name));
  return left.length > 0 ? { act: 'delete environment', environment: random.pick(left) } : undefined;
}

function createEnvironmentAgain({ deletedEnvironments }: GeneratorState, random: Random): Step | undefined {
  if (deletedEnvironments.length === 0) return undefined;
  return { act: 'create environment', environment: random.pick(deletedEnvironments), production: random.chance(0.5) };
}

function withVersion(
  world: GeneratorState,
  random: Random,
  make: (at: { app: string; version: string }) => Step | undefined,
): Step | undefined {
  if (world.versioned.length === 0) return undefined;
  const { name: app, versions } = random.pick(world.versioned);
  return make({ app, version: random.pick(versions) });
}

function existingOrNewVersion(app: App, random: Random, chanceOfOld: number): string {
  return app.versions.length > 0 && random.chance(chanceOfOld) ? random.pick(app.versions) : newVersion(app, random);
}

/** Numbers that do not grow with time, since their order must not matter; at times one that was deleted. */
function newVersion({ versions, deletedVersions }: App, random: Random): string {
  if (deletedVersions.length > 0 && random.chance(0.4)) return random.pick(deletedVersions);
  for (;;) {
    const version = random.pick([
      `${random.between(1, 99)}`,
      `1.${random.between(0, 99)}`,
      random.between(4096, 65535).toString(16),
    ]);
    if (!versions.includes(version)) return version;
  }
}

function randomBranchAndTags(world: GeneratorState, random: Random): { branch?: string; tags?: string[] } {
  return {
    ...(random.chance(0.7) && { branch: random.pick(world.branches) }),
    ...(random.chance(0.3) && { tags: random.some(world.tags, random.between(1, 2)) }),
  };
}
