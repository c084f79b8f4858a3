import type { Chapter, History } from './history.ts';
import { lookupQuestion } from './lookup-questions.ts';
import { everyVersionEverywhere, oddMatrixQuestion } from './matrix-questions.ts';
import { pathOf, type Question } from './question.ts';
import { Random } from './random.ts';
import { randomRequest } from './random-requests.ts';
import { randomStep } from './random-steps.ts';
import type { Step } from './step.ts';
import { World } from './world.ts';

/** How long a history is: steps in all, and questions of each kind at its end. */
export interface Size {
  readonly steps: number;
  readonly matrices: number;
  readonly verifications: number;
  readonly lookups: number;
}

export const usual: Size = { steps: 40, matrices: 40, verifications: 20, lookups: 20 };

/** A history of a few apps, made up from a seed; the same seed gives the same one. Some questions are asked on the way. */
export function generate(seed: number, size: Size = usual): History {
  const random = new Random(seed);
  const world = new World(random);
  const few: Size = { ...size, matrices: 6, verifications: 4, lookups: 3 };
  const [first, second] = [random.between(10, 15), random.between(10, 15)];
  const rest = Math.max(5, random.between(size.steps - 10, size.steps + 5) - first - second);
  const chapters: Chapter[] = [
    { steps: [...beginning(world, random), ...steps(first, world, random)], questions: questions(few, world, random) },
    { steps: steps(second, world, random), questions: questions(few, world, random) },
    {
      steps: steps(rest, world, random),
      questions: [...everyVersionEverywhere(world, random), ...questions(size, world, random)],
    },
  ];
  return { seed, chapters };
}

function beginning(world: World, random: Random): Step[] {
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

function steps(count: number, world: World, random: Random): Step[] {
  return Array.from({ length: count }, () => {
    const step = randomStep(world, random);
    world.learn(step);
    return step;
  });
}

function questions({ matrices, verifications, lookups }: Size, world: World, random: Random): Question[] {
  const times = (count: number, make: () => Question) => Array.from({ length: count }, make);
  return [
    ...times(matrices, () => oddMatrixQuestion(world, random)),
    ...times(verifications, () => verificationQuestion(world, random)),
    ...times(lookups, () => lookupQuestion(world, random)),
  ];
}

function verificationQuestion(world: World, random: Random): Question {
  const { name } = random.pick(world.providers);
  const path = pathOf`/pacts/provider/${name}/for-verification`;
  return { about: 'pacts for verification', path, body: randomRequest(world, name, random) };
}
