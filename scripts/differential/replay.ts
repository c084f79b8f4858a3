import type { Broker } from './broker.ts';
import { type History, NAME_SUFFIX, withNameSuffix } from './history.ts';
import { type Answer, runQuery } from './run-query.ts';
import { runStep } from './run-step.ts';

/** What a broker made of a history: the outcome of each step and the answer to each query, phase by phase. */
export interface Replay {
  readonly phases: readonly {
    readonly outcomes: readonly (readonly string[])[];
    readonly answers: readonly Answer[];
  }[];
}

/** Tells a broker a history under names of its own (`nonce`, which it must never have heard), and asks its queries. */
export async function replay(broker: Broker, history: History, nonce: string): Promise<Replay> {
  const phases = [];
  for (const { steps, queries } of withNameSuffix(history, nonce).phases) {
    const outcomes: string[][] = [];
    for (const step of steps) outcomes.push(await runStep(broker, step));
    const answers: Answer[] = [];
    for (const query of queries) answers.push(await runQuery(broker, query));
    phases.push({ outcomes, answers });
  }
  return JSON.parse(JSON.stringify({ phases }).replaceAll(nonce, NAME_SUFFIX)) as Replay;
}
