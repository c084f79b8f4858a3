import { type Answer, ask } from './ask.ts';
import type { Broker } from './broker.ts';
import { type History, marker, renamed } from './history.ts';
import { play } from './play.ts';

/** What a broker made of a history: the outcome of each step and the answer to each question, chapter by chapter. */
export interface Telling {
  readonly chapters: readonly {
    readonly outcomes: readonly (readonly string[])[];
    readonly answers: readonly Answer[];
  }[];
}

/** Tells a broker a history under names of its own (`nonce`, which it must never have heard), and asks its questions. */
export async function tellTo(broker: Broker, history: History, nonce: string): Promise<Telling> {
  const chapters = [];
  for (const { steps, questions } of renamed(history, nonce).chapters) {
    const outcomes: string[][] = [];
    for (const step of steps) outcomes.push(await play(broker, step));
    const answers: Answer[] = [];
    for (const question of questions) answers.push(await ask(broker, question));
    chapters.push({ outcomes, answers });
  }
  return JSON.parse(JSON.stringify({ chapters }).replaceAll(nonce, marker)) as Telling;
}
