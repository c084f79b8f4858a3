import type { Random } from './random.ts';
import { randomRequest } from './random-requests.ts';
import type { Pact, Step, VerificationRequest } from './step.ts';
import type { App, World } from './world.ts';

type Maker = (world: World, random: Random) => Step | undefined;

/** What may happen, each as often as its number says. A maker gives nothing when the world is not ready for it. */
const makers: readonly (readonly [number, Maker])[] = [
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
export function randomStep(world: World, random: Random): Step {
  for (;;) {
    const step = random.weighted(makers)(world, random);
    if (step) return step;
  }
}

function publish(world: World, random: Random): Step {
  const consumer = random.pick(world.consumers);
  const providers = random.chance(0.75) ? consumer.providers : random.some(consumer.providers, 1);
  const pacts = providers.map((provider) => ({ provider, content: world.content(random, consumer.name, provider) }));
  return {
    act: 'publish',
    app: consumer.name,
    version: newVersion(consumer, random),
    ...placing(world, random),
    pacts,
  };
}

/** The same again, or (refused) another content for the same version. */
function republish(world: World, random: Random): Step | undefined {
  if (world.publications.length === 0) return undefined;
  const { app, version, provider, content } = random.pick(world.publications);
  const pact: Pact = random.chance(0.2)
    ? { provider, content: content + 100 }
    : { provider, content, ...(random.chance(0.5) && { reordered: true as const }) };
  return { act: 'publish', app, version, ...(world.isMarked(app, version) && placing(world, random)), pacts: [pact] };
}

function putPact(world: World, random: Random): Step {
  const { name: app, providers, versions } = random.pick(world.consumers);
  const provider = random.pick(providers);
  const known = versions.filter(
    (version) => !world.publications.some((one) => one.app === app && one.version === version),
  );
  const version = known.length > 0 && random.chance(0.3) ? random.pick(known) : newVersion(world.app(app), random);
  return { act: 'put pact', app, version, pact: { provider, content: world.content(random, app, provider) } };
}

function postResult(world: World, random: Random): Step | undefined {
  if (world.publications.length === 0) return undefined;
  const { app: consumer, version: consumerVersion, provider } = random.pick(world.publications.slice(-12));
  const app = world.app(provider);
  const version = oldOrNew(app, random, 0.7);
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

function verify(world: World, random: Random): Step | undefined {
  const providers = world.providers.filter(({ name }) => world.publications.some(({ provider }) => provider === name));
  if (providers.length === 0) return undefined;
  const app = random.pick(providers);
  const failing = world.consumers.map(({ name }) => name).filter(() => random.chance(0.25));
  const asking = randomRequest(world, app.name, random);
  return { act: 'verify', app: app.name, version: verifyingVersion(world, app, asking, random), asking, failing };
}

/** One that is not to be tagged, or new, or of which something is known already: else time would tell whether the tag is its branch. */
function verifyingVersion(world: World, app: App, asking: VerificationRequest, random: Random): string {
  if (!asking.providerVersionTags || asking.providerVersionBranch) return oldOrNew(app, random, 0.4);
  const marked = app.versions.filter((version) => world.isMarked(app.name, version));
  return marked.length > 0 && random.chance(0.4) ? random.pick(marked) : newVersion(app, random);
}

function deploy(world: World, random: Random): Step | undefined {
  const instance = random.chance(0.25) ? { instance: random.pick(['blue', 'green']) } : {};
  return withVersion(world, random, (at) => ({
    act: 'deploy',
    ...at,
    environment: random.pick(world.environments),
    ...instance,
  }));
}

function release(world: World, random: Random): Step | undefined {
  const again = world.stays.filter(({ act }) => act === 'release');
  if (again.length > 0 && random.chance(0.3)) return random.pick(again);
  return withVersion(world, random, (at) => ({ act: 'release', ...at, environment: random.pick(world.environments) }));
}

function undeploy(world: World, random: Random): Step | undefined {
  const deployed = world.stays.flatMap((stay) => (stay.act === 'deploy' ? [stay] : []));
  if (deployed.length === 0) return undefined;
  const { app, environment, instance } = random.pick(deployed);
  return { act: 'undeploy', app, environment, ...(instance && { instance }) };
}

function endSupport(world: World, random: Random): Step | undefined {
  const released = world.stays.flatMap((stay) => (stay.act === 'release' ? [stay] : []));
  return released.length === 0 ? undefined : { ...random.pick(released), act: 'end support' };
}

function tag(world: World, random: Random): Step | undefined {
  const { name: app, versions } = random.pick(world.apps);
  const marked = versions.filter((version) => world.isMarked(app, version));
  const version = marked.length > 0 && random.chance(0.9) ? random.pick(marked) : newVersion(world.app(app), random);
  return { act: 'tag', app, version, tag: random.pick(world.tags) };
}

function putOnBranch(world: World, random: Random): Step {
  const app = random.pick(world.apps);
  return {
    act: 'put on branch',
    app: app.name,
    version: oldOrNew(app, random, 0.8),
    branch: random.pick(world.branches),
  };
}

function setMainBranch(world: World, random: Random): Step {
  return { act: 'set main branch', app: random.pick(world.apps).name, branch: random.pick(world.branches) };
}

function createVersion(world: World, random: Random): Step {
  const app = random.pick(world.apps);
  return { act: 'create version', app: app.name, version: newVersion(app, random) };
}

function remove(world: World, random: Random): Step | undefined {
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
function removeResult({ freshResult }: World): Step | undefined {
  if (!freshResult) return undefined;
  const { app: provider, version: verifiedBy, consumer: app, consumerVersion: version } = freshResult;
  return { act: 'delete result', app, version, provider, verifiedBy };
}

function removeEnvironment({ environments, abandoned }: World, random: Random): Step | undefined {
  const left = environments.filter((name) => !abandoned.includes(name));
  return left.length > 0 ? { act: 'delete environment', environment: random.pick(left) } : undefined;
}

function createEnvironmentAgain({ abandoned }: World, random: Random): Step | undefined {
  if (abandoned.length === 0) return undefined;
  return { act: 'create environment', environment: random.pick(abandoned), production: random.chance(0.5) };
}

function withVersion(
  world: World,
  random: Random,
  make: (at: { app: string; version: string }) => Step | undefined,
): Step | undefined {
  if (world.versioned.length === 0) return undefined;
  const { name: app, versions } = random.pick(world.versioned);
  return make({ app, version: random.pick(versions) });
}

function oldOrNew(app: App, random: Random, chanceOfOld: number): string {
  return app.versions.length > 0 && random.chance(chanceOfOld) ? random.pick(app.versions) : newVersion(app, random);
}

/** Numbers that do not grow with time, since their order must not matter; at times one that was deleted. */
function newVersion({ versions, gone }: App, random: Random): string {
  if (gone.length > 0 && random.chance(0.4)) return random.pick(gone);
  for (;;) {
    const version = random.pick([
      `${random.between(1, 99)}`,
      `1.${random.between(0, 99)}`,
      random.between(4096, 65535).toString(16),
    ]);
    if (!versions.includes(version)) return version;
  }
}

function placing(world: World, random: Random): { branch?: string; tags?: string[] } {
  return {
    ...(random.chance(0.7) && { branch: random.pick(world.branches) }),
    ...(random.chance(0.3) && { tags: random.some(world.tags, random.between(1, 2)) }),
  };
}
