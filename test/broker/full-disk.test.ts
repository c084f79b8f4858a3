import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { findMissing, publish } from '../../scripts/faults/client.ts';
import { publishUntilRefused } from '../../scripts/faults/publish-until-refused.ts';
import { startBroker } from '../../src/broker/server.ts';
import { openDatabase } from '../../src/broker/store/open-database.ts';
import { useBrokerProcesses } from '../support/broker-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const startBrokerProcess = useBrokerProcesses();

describe('a file that cannot be written', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = temporaryFolder('broker');
    file = join(folder, 'broker.sqlite');
  });

  const limited = hasPrlimit() ? test : test.skip;

  /** A limit on the size of files simulates a full disk. */
  limited('a full disk is a 503 until there is space again', async () => {
    const broker = await startBrokerProcess(file);
    const answered = [await publish(broker.url, 'first')];
    const { size } = await stat(`${file}-wal`);
    limitFiles(broker.pid, `${size + 20_000}:unlimited`);
    const refused = await publishUntilRefused(broker.url, 'then', answered);
    expect([refused.status, refused.retryAfter]).toEqual([503, '1']);
    expect(refused.message).toContain('Nothing was changed');
    expect(await findMissing(broker.url, answered)).toEqual([]);
    limitFiles(broker.pid, 'unlimited:unlimited');
    answered.push(await publish(broker.url, 'last'));
    expect(await findMissing(broker.url, answered)).toEqual([]);
    expect(await broker.end('SIGTERM')).toBe(0);
  });

  const asNobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
  const bound = mayStart(asNobody) ? test : test.skip;

  /** Root may write to every file, so for root the broker runs as nobody. */
  bound('a read-only file is reported at start', async () => {
    await (await openDatabase(file, () => new Date())).destroy();
    await chmod(file, 0o444);
    await chmod(folder, 0o777);
    await expect(startBrokerProcess(file, asNobody)).rejects.toThrow(/DATABASE_UNUSABLE.*the file is read-only/);
  });

  test.each([
    ['is cut short', (bytes: Buffer) => bytes.subarray(0, 5_000)],
    ['is overwritten in the middle', (bytes: Buffer) => Buffer.from(bytes).fill(0xaa, 4_096, 60_000)],
  ])('a file that %s is reported at start', async (_, spoil) => {
    const db = await openDatabase(file, () => new Date());
    await sql`pragma wal_checkpoint(truncate)`.execute(db);
    await db.destroy();
    await writeFile(file, spoil(await readFile(file)));
    await expect(startBroker({ database: file, port: 0 })).rejects.toMatchObject({
      code: 'DATABASE_UNUSABLE',
      exitCode: 2,
    });
  });

  test('a file of a newer broker is reported at start', async () => {
    const db = await openDatabase(file, () => new Date());
    await sql`insert into kysely_migration (name, timestamp) values ('999_later', '')`.execute(db);
    await db.destroy();
    await expect(startBroker({ database: file, port: 0 })).rejects.toMatchObject({
      code: 'DATABASE_NEWER',
      exitCode: 2,
    });
  });
});

function limitFiles(pid: number, fsize: string): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${fsize}`]);
}

function mayStart(as: { uid?: number }): boolean {
  const script = "require('fs').accessSync('src/cli/start-broker.ts'), require.resolve('tsx')";
  if (spawnSync(process.execPath, ['-e', script], as).status === 0) return true;
  process.stdout.write('not run: a read-only file: only root may read the folder of this checkout\n');
  return false;
}

function hasPrlimit(): boolean {
  try {
    execFileSync('prlimit', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    process.stdout.write('not run: a full disk: there is no prlimit (of util-linux, on Linux)\n');
    return false;
  }
}
