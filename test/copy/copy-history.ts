import { Broker } from '../../scripts/differential/broker.ts';
import { generate, SMALL_SIZE } from '../../scripts/differential/generate.ts';
import { replay } from '../../scripts/differential/replay.ts';
import { copyBroker } from '../../src/copy/copy.ts';
import type { CopyReport } from '../../src/copy/copy-report.ts';
import { differingAnswers, queriesFor } from './queries.ts';

interface Address {
  readonly url: string;
}

/** Replays the history of a seed at the source, copies it to the empty target, and expects the same answers from both. */
export async function copyHistory({ url }: Address, { url: target }: Address, seed: number): Promise<void> {
  const history = generate(seed, SMALL_SIZE);
  const from = new Broker(url);
  const to = new Broker(target);
  await replay(from, history, `q${seed}`);
  const report = await copyBroker({ url }, { url: target });
  expect(lost(report)).toEqual([]);
  const queries = await queriesFor(from, history, `q${seed}`);
  expect(queries.length).toBeGreaterThan(50);
  expect(await differingAnswers(from, to, queries)).toEqual([]);
  expect(writtenBy(await copyBroker({ url }, { url: target }))).toEqual([]);
}

/** What the copy could not write, of what decides about a deployment. */
export const lost = ({ differences }: CopyReport) => differences.filter(({ affectsDecisions }) => affectsDecisions);

/** What the copy wrote. */
export const writtenBy = ({ counts }: CopyReport) => Object.entries(counts).filter(([, { written }]) => written > 0);
