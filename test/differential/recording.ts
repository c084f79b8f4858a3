import type { Broker } from './broker.ts';
import { generate, small } from './generate.ts';
import type { History } from './history.ts';
import { type Telling, tellTo } from './telling.ts';

/** A history with what the official broker made of it, to be compared with ours where there is no official one. */
export interface Recording {
  readonly history: History;
  readonly telling: Telling;
}

/** Tells a broker the small history of a seed, and keeps its answers. */
export async function record(broker: Broker, seed: number, nonce: string): Promise<Recording> {
  const history = generate(seed, small);
  return { history, telling: await tellTo(broker, history, nonce) };
}
