import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fuzz } from '../test/faults/fuzz/fuzz.ts';
import { killOften } from '../test/faults/kills.ts';
import { runCommand, wholeNumber } from './support/command.ts';

const command = {
  usage: 'npm run faults --',
  summary:
    'Kills a broker again and again amid parallel writes, and looks for everything it had answered; then sends it odd requests. 0 when nothing is lost or found.',
  options: {
    kills: { value: '<number>', default: '200', description: 'how often it is killed' },
    clients: { value: '<number>', default: '8', description: 'how many write at once' },
    requests: { value: '<number>', default: '5000', description: 'how many odd requests' },
    seed: { value: '<number>', default: '1', description: 'which odd requests' },
    database: { value: '<url>', description: 'postgres://…, with nothing in it (default: a new SQLite file)' },
  },
  examples: ['npm run faults -- --kills 20', 'npm run faults -- --database postgres://postgres@127.0.0.1:5432/faults'],
} as const;

await runCommand(command, async (options) => {
  const folder = await mkdtemp(join(tmpdir(), 'faults-'));
  const [kills, clients] = [wholeNumber('kills', options.kills), wholeNumber('clients', options.clients)];
  const [seed, odd] = [wholeNumber('seed', options.seed), wholeNumber('requests', options.requests)];
  const say = options.json ? () => undefined : (line: string) => console.log(line);
  try {
    const database = options.database ?? join(folder, 'broker.sqlite');
    const { lost, damage, answered } = await killOften({ database, kills, clients, say });
    const { requests, findings } = await fuzz(database, seed, odd);
    const on = options.database ? 'PostgreSQL' : 'SQLite';
    const counts = { lost: lost.length, damage: damage.length, findings: findings.length };
    const figures = { database: on, kills, answered, requests, ...counts };
    const what = [...lost, ...damage, ...findings];
    console.log(options.json ? JSON.stringify({ ...figures, what }) : [table(figures), ...what].join('\n'));
    return what.length === 0 ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

function table(figures: Record<string, string | number>): string {
  const cells = Object.entries(figures).map(([name, value]) => {
    const width = Math.max(name.length, String(value).length);
    return [name.padEnd(width), String(value).padEnd(width)] as const;
  });
  return [cells.map(([name]) => name).join('  '), cells.map(([, value]) => value).join('  ')].join('\n');
}
