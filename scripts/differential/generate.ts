import { GeneratorState } from './generator-state.ts';
import type { History, Phase } from './history.ts';
import { randomLookup } from './lookup-queries.ts';
import { canIDeployQueries, randomMatrixQuery } from './matrix-queries.ts';
import { pathOf, type Query } from './query.ts';
import { Random } from './random.ts';
import { randomStep } from './random-steps.ts';
import { randomVerificationRequest } from './random-verification-requests.ts';
import type { Step } from './step.ts';

/** How long a history is: steps in all, and queries at its end: of how many versions of each app, and of each other kind. */
export interface Size {
  readonly randomSteps: number;
  readonly versions: number;
  readonly matrices: number;
  readonly verifications: number;
  readonly lookups: number;
}

export const DEFAULT_SIZE: Size = { randomSteps: 42, versions: 6, matrices: 40, verifications: 20, lookups: 20 };
export const SMALL_SIZE: Size = { randomSteps: 24, versions: 2, matrices: 14, verifications: 5, lookups: 8 };

/** A history of a few apps, made up from a seed; the same seed gives the same one. Some queries are asked on the way. */
export function generate(seed: number, size: Size = DEFAULT_SIZE): History {
  const random = new Random(seed);
  const world = new GeneratorState(random);
  const few = reducedSize(size);
  const third = () => random.between(Math.floor(size.randomSteps / 4), Math.ceil(size.randomSteps / 3));
  const phases: Phase[] = [
    {
      steps: [...initialSteps(world, random), ...steps(third(), world, random)],
      queries: randomQueries(few, world, random),
    },
    { steps: steps(third(), world, random), queries: randomQueries(few, world, random) },
    {
      steps: steps(third(), world, random),
      queries: [...canIDeployQueries(size.versions, world, random), ...randomQueries(size, world, random)],
    },
  ];
  return { name: `seed ${seed}`, phases };
}

/** What is asked on the way, when there is less to ask about. */
function reducedSize({ matrices, verifications, lookups, ...rest }: Size): Size {
  const few = (count: number) => Math.ceil(count / 6);
  return { ...rest, matrices: few(matrices), verifications: few(verifications), lookups: few(lookups) };
}

function initialSteps(world: GeneratorState, random: Random): Step[] {
  const environments = world.environments.map((environment): Step => {
    return { act: 'create environment', environment, production: environment.startsWith('prod') };
  });
  const named = world.apps
    .filter(() => random.chance(0.3))
    .map(({ name: app }): Step => {
      return { act: 'set main branch', app, branch: random.pick(world.branches) };
    });
  return [...environments, ...named];
}

function steps(count: number, world: GeneratorState, random: Random): Step[] {
  return Array.from({ length: count }, () => {
    const step = randomStep(world, random);
    world.apply(step);
    return step;
  });
}

function randomQueries({ matrices, verifications, lookups }: Size, world: GeneratorState, random: Random): Query[] {
  const times = (count: number, make: () => Query) => Array.from({ length: count }, make);
  return [
    ...times(matrices, () => randomMatrixQuery(world, random)),
    ...times(verifications, () => randomVerificationQuery(world, random)),
    ...times(lookups, () => randomLookup(world, random)),
  ];
}

function randomVerificationQuery(world: GeneratorState, random: Random): Query {
  const { name } = random.pick(world.providers);
  const path = pathOf`/pacts/provider/${name}/for-verification`;
  return { about: 'pacts for verification', path, body: randomVerificationRequest(world, name, random) };
}
