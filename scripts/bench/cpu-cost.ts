import { availableParallelism } from 'node:os';
import { type Run, round } from './measure.ts';
import { cpuOf, cpuOfTree } from './process.ts';

/** Milliseconds of a core: in the broker, in all of PostgreSQL, and in the client, which is this process. */
export interface CpuTime {
  readonly broker: number;
  readonly postgres: number;
  readonly client: number;
}

/** What one answer costs, and so how many a second one broker process and two can give at most. */
export interface CpuCost extends CpuTime {
  readonly operation: string;
  readonly maxPerSecond: readonly [one: number, two: number];
  /** How many cores two processes, PostgreSQL and the client need to be twice as quick as one. */
  readonly coresForTwo: number;
}

export interface MeteredRun extends Run {
  readonly cpu: CpuTime;
}

/** A run that no other may overlap. */
export async function measureCpu(broker: number, postgres: number, run: () => Promise<Run>): Promise<MeteredRun> {
  const before = readCpuTime(broker, postgres);
  const done = await run();
  const after = readCpuTime(broker, postgres);
  const during = (who: keyof CpuTime) => after[who] - before[who];
  return { ...done, cpu: { broker: during('broker'), postgres: during('postgres'), client: during('client') } };
}

function readCpuTime(broker: number, postgres: number): CpuTime {
  const { user, system } = process.cpuUsage();
  return { broker: cpuOf(broker), postgres: cpuOfTree(postgres), client: (user + system) / 1000 };
}

/** By the quickest run, which other work on the machine has disturbed least. */
export function cpuCost(operation: string, runs: readonly MeteredRun[]): CpuCost {
  const [quickest] = runs.toSorted((a, b) => a.ms / a.times.length - b.ms / b.times.length);
  if (!quickest) throw new Error(`${operation} was never run`);
  const each = (who: keyof CpuTime) => round(quickest.cpu[who] / quickest.times.length);
  const cpu = { broker: each('broker'), postgres: each('postgres'), client: each('client') };
  const coresForTwo = round((2 * (cpu.broker + cpu.postgres + cpu.client)) / cpu.broker);
  return {
    operation,
    ...cpu,
    maxPerSecond: [maxResponsesPerSecond(cpu, 1), maxResponsesPerSecond(cpu, 2)],
    coresForTwo,
  };
}

/** A broker process and the client have one thread each, and all together have the machine's cores. */
function maxResponsesPerSecond({ broker, postgres, client }: CpuTime, processes: number): number {
  const perMs = Math.min(processes / broker, 1 / client, availableParallelism() / (broker + postgres + client));
  return Math.round(perMs * 1000);
}
