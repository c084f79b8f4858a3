import type { Broker } from './broker.ts';
import type { History } from './history.ts';
import { type Replay, replay } from './replay.ts';

/** A history with the answers of the official broker, for comparisons without a running official broker. */
export interface Recording {
  readonly history: History;
  readonly reference: Replay;
}

/** Replays a history on a broker and returns both. */
export async function record(broker: Broker, history: History, nonce: string): Promise<Recording> {
  return { history, reference: await replay(broker, history, nonce) };
}
