import type { Broker } from './broker.ts';
import type { History } from './history.ts';
import { type Replay, replay } from './replay.ts';

/** A history with what the official broker made of it, to be compared with ours where there is no official one. */
export interface Recording {
  readonly history: History;
  readonly reference: Replay;
}

/** Tells a broker a history, and keeps its answers. */
export async function record(broker: Broker, history: History, nonce: string): Promise<Recording> {
  return { history, reference: await replay(broker, history, nonce) };
}
