// Our own measurement: benchmark libraries know the CPU time of their own process only, not that of the broker and of PostgreSQL.
import { availableParallelism } from 'node:os';
import { type Run, roundToThreeDigits } from './measure.ts';
import { cpuOf, cpuOfTree } from './process.ts';

/** CPU time in milliseconds: of the broker, of all PostgreSQL processes, and of the client, which is this process. */
export interface CpuTime {
  readonly broker: number;
  readonly postgres: number;
  readonly client: number;
}

/** The CPU time of one response, and the responses per second that one and two broker processes can reach with it. */
export interface CpuCost extends CpuTime {
  readonly operation: string;
  readonly maxPerSecond: readonly [one: number, two: number];
  /** How many cores two broker processes, PostgreSQL and the client need to be twice as fast as one. */
  readonly coresForTwo: number;
}

export interface MeteredRun extends Run {
  readonly cpu: CpuTime;
}

/** Measures the CPU time of a run. No other run may overlap it. */
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

/** Uses the fastest run, since other work on the machine disturbed it least. */
export function cpuCost(operation: string, runs: readonly MeteredRun[]): CpuCost {
  const [quickest] = runs.toSorted((a, b) => a.ms / a.times.length - b.ms / b.times.length);
  if (!quickest) throw new Error(`${operation} was never run`);
  const each = (who: keyof CpuTime) => roundToThreeDigits(quickest.cpu[who] / quickest.times.length);
  const cpu = { broker: each('broker'), postgres: each('postgres'), client: each('client') };
  const coresForTwo = roundToThreeDigits((2 * (cpu.broker + cpu.postgres + cpu.client)) / cpu.broker);
  return {
    operation,
    ...cpu,
    maxPerSecond: [maxResponsesPerSecond(cpu, 1), maxResponsesPerSecond(cpu, 2)],
    coresForTwo,
  };
}

/** A broker process and the client have one thread each; all of them share the cores of the machine. */
function maxResponsesPerSecond({ broker, postgres, client }: CpuTime, processes: number): number {
  const perMs = Math.min(processes / broker, 1 / client, availableParallelism() / (broker + postgres + client));
  return Math.round(perMs * 1000);
}
