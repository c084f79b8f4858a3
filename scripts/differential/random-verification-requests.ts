import type { GeneratorState } from './generator-state.ts';
import type { Random } from './random.ts';
import type { VerificationRequest } from './step.ts';

type Selector = Readonly<Record<string, string | boolean>>;

/** A random request for the pacts to verify of `provider`. Without `fallbackBranch`: the official broker accepts it but ignores it. */
export function randomVerificationRequest(
  state: GeneratorState,
  provider: string,
  random: Random,
): VerificationRequest {
  const selectors = Array.from({ length: random.between(0, 3) }, () => randomSelector(state, provider, random));
  const by = random.weighted<VerificationRequest>([
    [5, { providerVersionBranch: random.pick(state.branches) }],
    [2, { providerVersionTags: random.some(state.tags, random.between(1, 2)) }],
    [1, { providerVersionBranch: random.pick(state.branches), providerVersionTags: random.some(state.tags, 1) }],
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

function randomSelector(state: GeneratorState, provider: string, random: Random): Selector {
  const branch = random.pick(state.branches);
  const tag = random.pick(state.tags);
  const environment = random.pick(state.environments);
  const selector = random.weighted<Selector>([
    [4, { mainBranch: true }],
    [3, { branch }],
    [2, { matchingBranch: true }],
    [2, { tag, latest: true }],
    [1, { tag }],
    [1, { tag, latest: true, fallbackTag: random.pick(state.tags) }],
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
  const consumers = state.consumers.filter(({ providers }) => providers.includes(provider));
  return consumers.length > 0 && random.chance(0.15)
    ? { ...selector, consumer: random.pick(consumers).name }
    : selector;
}
