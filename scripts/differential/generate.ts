import { GeneratorState } from './generator-state.ts';
import type { History, Phase } from './history.ts';
import { randomLookup } from './lookup-queries.ts';
import { canIDeployQueries, randomMatrixQuery } from './matrix-queries.ts';
import { pathOf, type Query } from './query.ts';
import { Random } from './random.ts';
import { randomStep } from './random-steps.ts';
import { randomVerificationRequest } from './random-verification-requests.ts';
import type { Step } from './step.ts';

/** The length of a history: its steps, and the queries at its end: versions of each app for can-i-deploy, and the number of each other kind. */
export interface Size {
  readonly randomSteps: number;
  readonly versions: number;
  readonly matrices: number;
  readonly verifications: number;
  readonly lookups: number;
}

export const DEFAULT_SIZE: Size = { randomSteps: 42, versions: 6, matrices: 40, verifications: 20, lookups: 20 };
export const SMALL_SIZE: Size = { randomSteps: 24, versions: 2, matrices: 14, verifications: 5, lookups: 8 };

/** Generates a history of a few apps; the same seed gives the same history. Some queries come between the steps. */
export function generate(seed: number, size: Size = DEFAULT_SIZE): History {
  const random = new Random(seed);
  const state = new GeneratorState(random);
  const few = reducedSize(size);
  const third = () => random.between(Math.floor(size.randomSteps / 4), Math.ceil(size.randomSteps / 3));
  const phases: Phase[] = [
    {
      steps: [...initialSteps(state, random), ...steps(third(), state, random)],
      queries: randomQueries(few, state, random),
    },
    { steps: steps(third(), state, random), queries: randomQueries(few, state, random) },
    {
      steps: steps(third(), state, random),
      queries: [...canIDeployQueries(size.versions, state, random), ...randomQueries(size, state, random)],
    },
  ];
  return { name: `seed ${seed}`, phases };
}

/** The size for queries between the steps. */
function reducedSize({ matrices, verifications, lookups, ...rest }: Size): Size {
  const few = (count: number) => Math.ceil(count / 6);
  return { ...rest, matrices: few(matrices), verifications: few(verifications), lookups: few(lookups) };
}

function initialSteps(state: GeneratorState, random: Random): Step[] {
  const environments = state.environments.map((environment): Step => {
    return { act: 'create environment', environment, production: environment.startsWith('prod') };
  });
  const named = state.apps
    .filter(() => random.chance(0.3))
    .map(({ name: app }): Step => {
      return { act: 'set main branch', app, branch: random.pick(state.branches) };
    });
  return [...environments, ...named];
}

function steps(count: number, state: GeneratorState, random: Random): Step[] {
  return Array.from({ length: count }, () => {
    const step = randomStep(state, random);
    state.apply(step);
    return step;
  });
}

function randomQueries({ matrices, verifications, lookups }: Size, state: GeneratorState, random: Random): Query[] {
  const times = (count: number, make: () => Query) => Array.from({ length: count }, make);
  return [
    ...times(matrices, () => randomMatrixQuery(state, random)),
    ...times(verifications, () => randomVerificationQuery(state, random)),
    ...times(lookups, () => randomLookup(state, random)),
  ];
}

function randomVerificationQuery(state: GeneratorState, random: Random): Query {
  const { name } = random.pick(state.providers);
  const path = pathOf`/pacts/provider/${name}/for-verification`;
  return { about: 'pacts for verification', path, body: randomVerificationRequest(state, name, random) };
}
