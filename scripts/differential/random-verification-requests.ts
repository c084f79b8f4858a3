import type { GeneratorState } from './generator-state.ts';
import type { Random } from './random.ts';
import type { VerificationRequest } from './step.ts';

type Selector = Readonly<Record<string, string | boolean>>;

/** What a verifier of `provider` may ask for. Not `fallbackBranch`: the official broker takes it, but does nothing about it. */
export function randomVerificationRequest(
  world: GeneratorState,
  provider: string,
  random: Random,
): VerificationRequest {
  const selectors = Array.from({ length: random.between(0, 3) }, () => randomSelector(world, provider, random));
  const by = random.weighted<VerificationRequest>([
    [5, { providerVersionBranch: random.pick(world.branches) }],
    [2, { providerVersionTags: random.some(world.tags, random.between(1, 2)) }],
    [1, { providerVersionBranch: random.pick(world.branches), providerVersionTags: random.some(world.tags, 1) }],
    [1, {}],
  ]);
  const known = by.providerVersionBranch ? selectors : selectors.filter(({ matchingBranch }) => !matchingBranch);
  return {
    ...by,
    ...(known.length > 0 && { consumerVersionSelectors: known }),
    ...(random.chance(0.8) && { includePendingStatus: random.chance(0.8) }),
    ...(random.chance(0.5) && { includeWipPactsSince: random.chance(0.9) ? '2020-01-01' : '2100-01-01' }),
  };
}

function randomSelector(world: GeneratorState, provider: string, random: Random): Selector {
  const branch = random.pick(world.branches);
  const tag = random.pick(world.tags);
  const environment = random.pick(world.environments);
  const selector = random.weighted<Selector>([
    [4, { mainBranch: true }],
    [3, { branch }],
    [2, { matchingBranch: true }],
    [2, { tag, latest: true }],
    [1, { tag }],
    [1, { tag, latest: true, fallbackTag: random.pick(world.tags) }],
    [2, { latest: true }],
    [1, { deployed: true }],
    [1, { released: true }],
    [3, { deployedOrReleased: true }],
    [1, { deployed: true, environment }],
    [1, { released: true, environment }],
    [1, { deployedOrReleased: true, environment }],
    [1, { environment }],
    [1, { branch: true }],
  ]);
  const consumers = world.consumers.filter(({ providers }) => providers.includes(provider));
  return consumers.length > 0 && random.chance(0.15)
    ? { ...selector, consumer: random.pick(consumers).name }
    : selector;
}
