import { join } from 'node:path';
import { checkIntegrity } from '../../scripts/faults/check-integrity.ts';
import { findMissing, publish } from '../../scripts/faults/client.ts';
import { publishUntilRefused } from '../../scripts/faults/publish-until-refused.ts';
import { useBrokerProcesses } from '../support/broker-process.ts';
import { mountSmallDisk } from '../support/small-disk.ts';

const startBrokerProcess = useBrokerProcesses();

const disk = mountSmallDisk(6);
const onDisk = disk ? describe : describe.skip;

onDisk('a full disk', () => {
  const file = join(disk?.folder ?? '', 'broker.sqlite');
  afterEach(() => disk?.clear());
  afterAll(() => disk?.remove());

  test('is a 503 until there is space again', async () => {
    const broker = await startBrokerProcess(file, { quiet: true });
    const answered = [await publish(broker.url, 'first')];
    for (const round of ['a', 'b', 'c']) {
      disk?.fill();
      const refused = await publishUntilRefused(broker.url, round, answered);
      expect([refused.status, refused.retryAfter]).toEqual([503, '1']);
      expect(refused.message).toContain('Nothing was changed');
      expect(await findMissing(broker.url, answered)).toEqual([]);
      disk?.clear();
      answered.push(await publish(broker.url, `${round}-last`));
    }
    expect(await findMissing(broker.url, answered)).toEqual([]);
    expect(await broker.end('SIGTERM')).toBe(0);
    expect(await checkIntegrity(file)).toEqual([]);
  });

  test('loses no confirmed write when the broker is killed', async () => {
    const broker = await startBrokerProcess(file, { quiet: true });
    const answered = [await publish(broker.url, 'before')];
    disk?.fill();
    await publishUntilRefused(broker.url, 'd', answered);
    await broker.end('SIGKILL');
    disk?.clear();
    const again = await startBrokerProcess(file);
    expect(await findMissing(again.url, answered)).toEqual([]);
    expect(await again.end('SIGTERM')).toBe(0);
  });

  test('is reported when a new broker starts', async () => {
    disk?.fill();
    const started = startBrokerProcess(join(disk?.folder ?? '', 'new.sqlite'));
    await expect(started).rejects.toThrow(/DATABASE_UNUSABLE/);
  });
});
