import type { Chapter, History } from './history.ts';
import { lookupQuestion } from './lookup-questions.ts';
import { everyVersionEverywhere, oddMatrixQuestion } from './matrix-questions.ts';
import { pathOf, type Question } from './question.ts';
import { Random } from './random.ts';
import { randomRequest } from './random-requests.ts';
import { randomStep } from './random-steps.ts';
import type { Step } from './step.ts';
import { World } from './world.ts';

/** How long a history is: steps in all, and questions at its end: of how many versions of each app, and of each other kind. */
export interface Size {
  readonly steps: number;
  readonly versions: number;
  readonly matrices: number;
  readonly verifications: number;
  readonly lookups: number;
}

export const usual: Size = { steps: 42, versions: 6, matrices: 40, verifications: 20, lookups: 20 };
export const small: Size = { steps: 24, versions: 2, matrices: 14, verifications: 5, lookups: 8 };

/** A history of a few apps, made up from a seed; the same seed gives the same one. Some questions are asked on the way. */
export function generate(seed: number, size: Size = usual): History {
  const random = new Random(seed);
  const world = new World(random);
  const few = fewOf(size);
  const third = () => random.between(Math.floor(size.steps / 4), Math.ceil(size.steps / 3));
  const chapters: Chapter[] = [
    {
      steps: [...beginning(world, random), ...steps(third(), world, random)],
      questions: questions(few, world, random),
    },
    { steps: steps(third(), world, random), questions: questions(few, world, random) },
    {
      steps: steps(third(), world, random),
      questions: [...everyVersionEverywhere(size.versions, world, random), ...questions(size, world, random)],
    },
  ];
  return { name: `seed ${seed}`, chapters };
}

/** What is asked on the way, when there is less to ask about. */
function fewOf({ matrices, verifications, lookups, ...rest }: Size): Size {
  const few = (count: number) => Math.ceil(count / 6);
  return { ...rest, matrices: few(matrices), verifications: few(verifications), lookups: few(lookups) };
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
