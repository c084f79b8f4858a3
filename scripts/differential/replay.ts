import type { Broker } from './broker.ts';
import { type History, NAME_SUFFIX, withNameSuffix } from './history.ts';
import { type Answer, runQuery } from './run-query.ts';
import { runStep } from './run-step.ts';

/** The result of a history on a broker: for each phase, the outcomes of the steps and the answers to the queries. */
export interface Replay {
  readonly phases: readonly {
    readonly outcomes: readonly (readonly string[])[];
    readonly answers: readonly Answer[];
  }[];
}

/** Runs the steps and queries of a history on a broker. `nonce` is the suffix of all names; the broker must not have seen it before. */
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
