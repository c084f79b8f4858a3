import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startBroker } from '../../src/broker/server.ts';
import { ContractError } from '../../src/errors.ts';
import { runCommand } from '../support/command.ts';

const command = {
  usage: 'node --import tsx scripts/bench/start.ts',
  summary:
    'Measures how soon the embedded broker answers after its start, and how much memory it then holds (medians).',
  options: { runs: { value: '<n>', default: '7', description: 'runs of each kind' } },
} as const;

/** Milliseconds until the first answer; the memory of the process, where it can be told. */
interface Run {
  readonly ms: number;
  readonly megabytes?: number;
}

await runCommand(command, async ({ runs, json }) => {
  const count = Number(runs);
  if (!Number.isInteger(count) || count < 1)
    throw new ContractError('USAGE', `--runs must be 1 or more, not "${runs}"`);
  const folder = await mkdtemp(join(tmpdir(), 'bench-start-'));
  try {
    const kept = join(folder, 'kept.sqlite');
    await asProcess(kept);
    const results = {
      'a process, new file': await median(count, (i) => asProcess(join(folder, `new-${i}.sqlite`))),
      'a process, existing file': await median(count, () => asProcess(kept)),
      'in this process, in memory': await median(count, inProcess),
    };
    if (json) console.log(JSON.stringify(results));
    else console.table(results);
  } finally {
    await rm(folder, { recursive: true });
  }
  return 0;
});

/** `npm run broker` without npm: from the start of the process to the end of the first answer. */
async function asProcess(database: string): Promise<Run> {
  const since = performance.now();
  const args = ['--import', 'tsx', 'scripts/broker.ts', '--port', '0', '--json', '--database', database];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  await (await fetch(JSON.parse(line).url)).text();
  const ms = performance.now() - since;
  const megabytes = await memoryOf(child.pid ?? 0);
  child.kill('SIGTERM');
  await ended;
  return { ms, ...(megabytes && { megabytes }) };
}

async function inProcess(): Promise<Run> {
  const since = performance.now();
  const broker = await startBroker({ database: ':memory:', port: 0 });
  await (await fetch(broker.url)).text();
  const ms = performance.now() - since;
  await broker.close();
  return { ms };
}

/** Resident memory, which Linux tells. */
async function memoryOf(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
}

async function median(count: number, measure: (i: number) => Promise<Run>): Promise<Run> {
  const runs = [];
  for (let i = 0; i < count; i += 1) runs.push(await measure(i));
  const megabytes = middle(runs.flatMap((run) => run.megabytes ?? []));
  return { ms: Math.round(middle(runs.map(({ ms }) => ms)) ?? 0), ...(megabytes && { megabytes }) };
}

function middle(values: number[]): number | undefined {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
