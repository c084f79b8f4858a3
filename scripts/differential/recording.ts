import type { Broker } from './broker.ts';
import type { History } from './history.ts';
import { type Telling, tellTo } from './telling.ts';

/** A history with what the official broker made of it, to be compared with ours where there is no official one. */
export interface Recording {
  readonly history: History;
  readonly telling: Telling;
}

/** Tells a broker a history, and keeps its answers. */
export async function record(broker: Broker, history: History, nonce: string): Promise<Recording> {
  return { history, telling: await tellTo(broker, history, nonce) };
}
