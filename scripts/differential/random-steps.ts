import type { App, GeneratorState } from './generator-state.ts';
import type { Random } from './random.ts';
import { randomVerificationRequest } from './random-verification-requests.ts';
import type { Pact, Step, VerificationRequest } from './step.ts';

type StepGenerator = (state: GeneratorState, random: Random) => Step | undefined;

/** The generators with their weights. A generator returns undefined if the state does not allow its step. */
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
export function randomStep(state: GeneratorState, random: Random): Step {
  for (;;) {
    const step = random.weighted(stepGenerators)(state, random);
    if (step) return step;
  }
}

function publish(state: GeneratorState, random: Random): Step {
  const consumer = random.pick(state.consumers);
  const providers = random.chance(0.75) ? consumer.providers : random.some(consumer.providers, 1);
  const pacts = providers.map((provider) => ({ provider, content: state.content(random, consumer.name, provider) }));
  return {
    act: 'publish',
    app: consumer.name,
    version: newVersion(consumer, random),
    ...randomBranchAndTags(state, random),
    pacts,
  };
}

/** Publishes the same pact again or, which is refused, another pact version for the same consumer version. */
function republish(state: GeneratorState, random: Random): Step | undefined {
  if (state.publications.length === 0) return undefined;
  const { app, version, provider, content } = random.pick(state.publications);
  const pact: Pact = random.chance(0.2)
    ? { provider, content: content + 100 }
    : { provider, content, ...(random.chance(0.5) && { reordered: true as const }) };
  return {
    act: 'publish',
    app,
    version,
    ...(state.hasBranchOrTag(app, version) && randomBranchAndTags(state, random)),
    pacts: [pact],
  };
}

function putPact(state: GeneratorState, random: Random): Step {
  const { name: app, providers, versions } = random.pick(state.consumers);
  const provider = random.pick(providers);
  const known = versions.filter(
    (version) => !state.publications.some((one) => one.app === app && one.version === version),
  );
  const version = known.length > 0 && random.chance(0.3) ? random.pick(known) : newVersion(state.app(app), random);
  return { act: 'put pact', app, version, pact: { provider, content: state.content(random, app, provider) } };
}

function postResult(state: GeneratorState, random: Random): Step | undefined {
  if (state.publications.length === 0) return undefined;
  const { app: consumer, version: consumerVersion, provider } = random.pick(state.publications.slice(-12));
  const app = state.app(provider);
  const version = existingOrNewVersion(app, random, 0.7);
  const branch = random.chance(0.6) ? { branch: random.pick(state.branches) } : {};
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

function verify(state: GeneratorState, random: Random): Step | undefined {
  const providers = state.providers.filter(({ name }) => state.publications.some(({ provider }) => provider === name));
  if (providers.length === 0) return undefined;
  const app = random.pick(providers);
  const failing = state.consumers.map(({ name }) => name).filter(() => random.chance(0.25));
  const asking = randomVerificationRequest(state, app.name, random);
  return { act: 'verify', app: app.name, version: providerVersion(state, app, asking, random), asking, failing };
}

/** If the request has tags and no branch: a new version or one with a branch or tag. For others it depends on the time whether the broker takes the tag as their branch. */
function providerVersion(state: GeneratorState, app: App, asking: VerificationRequest, random: Random): string {
  if (!asking.providerVersionTags || asking.providerVersionBranch) return existingOrNewVersion(app, random, 0.4);
  const marked = app.versions.filter((version) => state.hasBranchOrTag(app.name, version));
  return marked.length > 0 && random.chance(0.4) ? random.pick(marked) : newVersion(app, random);
}

function deploy(state: GeneratorState, random: Random): Step | undefined {
  const instance = random.chance(0.25) ? { instance: random.pick(['blue', 'green']) } : {};
  return withVersion(state, random, (at) => ({
    act: 'deploy',
    ...at,
    environment: random.pick(state.environments),
    ...instance,
  }));
}

function release(state: GeneratorState, random: Random): Step | undefined {
  const again = state.placements.filter(({ act }) => act === 'release');
  if (again.length > 0 && random.chance(0.3)) return random.pick(again);
  return withVersion(state, random, (at) => ({ act: 'release', ...at, environment: random.pick(state.environments) }));
}

function undeploy(state: GeneratorState, random: Random): Step | undefined {
  const deployed = state.placements.flatMap((stay) => (stay.act === 'deploy' ? [stay] : []));
  if (deployed.length === 0) return undefined;
  const { app, environment, instance } = random.pick(deployed);
  return { act: 'undeploy', app, environment, ...(instance && { instance }) };
}

function endSupport(state: GeneratorState, random: Random): Step | undefined {
  const released = state.placements.flatMap((stay) => (stay.act === 'release' ? [stay] : []));
  return released.length === 0 ? undefined : { ...random.pick(released), act: 'end support' };
}

function tag(state: GeneratorState, random: Random): Step | undefined {
  const { name: app, versions } = random.pick(state.apps);
  const marked = versions.filter((version) => state.hasBranchOrTag(app, version));
  const version = marked.length > 0 && random.chance(0.9) ? random.pick(marked) : newVersion(state.app(app), random);
  return { act: 'tag', app, version, tag: random.pick(state.tags) };
}

function putOnBranch(state: GeneratorState, random: Random): Step {
  const app = random.pick(state.apps);
  return {
    act: 'put on branch',
    app: app.name,
    version: existingOrNewVersion(app, random, 0.8),
    branch: random.pick(state.branches),
  };
}

function setMainBranch(state: GeneratorState, random: Random): Step {
  return { act: 'set main branch', app: random.pick(state.apps).name, branch: random.pick(state.branches) };
}

function createVersion(state: GeneratorState, random: Random): Step {
  const app = random.pick(state.apps);
  return { act: 'create version', app: app.name, version: newVersion(app, random) };
}

function remove(state: GeneratorState, random: Random): Step | undefined {
  return withVersion(state, random, ({ app, version }) => {
    const branch = random.pick(state.branches);
    const [provider] = state.app(app).providers;
    return random.weighted<Step | undefined>([
      [3, { act: 'delete version', app, version }],
      [0.5, { act: 'delete app', app }],
      [1, { act: 'delete branch', app, branch }],
      [1, { act: 'take off branch', app, version, branch }],
      [2, { act: 'delete tag', app, version, tag: random.pick(state.tags) }],
      [1, provider ? { act: 'delete pact', app, version, provider } : undefined],
    ]);
  });
}

/** Deletes the result of the last step, the only one of its provider version, so that no older result takes its place. */
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
  state: GeneratorState,
  random: Random,
  make: (at: { app: string; version: string }) => Step | undefined,
): Step | undefined {
  if (state.versioned.length === 0) return undefined;
  const { name: app, versions } = random.pick(state.versioned);
  return make({ app, version: random.pick(versions) });
}

function existingOrNewVersion(app: App, random: Random, chanceOfOld: number): string {
  return app.versions.length > 0 && random.chance(chanceOfOld) ? random.pick(app.versions) : newVersion(app, random);
}

/** A version number that does not grow with time, since the order must not matter; sometimes one that was deleted. */
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

function randomBranchAndTags(state: GeneratorState, random: Random): { branch?: string; tags?: string[] } {
  return {
    ...(random.chance(0.7) && { branch: random.pick(state.branches) }),
    ...(random.chance(0.3) && { tags: random.some(state.tags, random.between(1, 2)) }),
  };
}
