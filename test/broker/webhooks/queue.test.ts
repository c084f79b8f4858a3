import { sql } from 'kysely';
import type { Db } from '../../../src/broker/store/database.ts';
import { openDatabase } from '../../../src/broker/store/open-database.ts';
import { findTriggered } from '../../../src/broker/store/triggered-webhooks.ts';
import { leaseAttempt, listExecutions, recordAttempt } from '../../../src/broker/store/webhook-queue.ts';

/** Seconds after the trigger. */
const at = (seconds: number) => new Date(1_000_000_000_000 + seconds * 1000);
const leaseMs = 60_000;

describe('the webhook queue', () => {
  let db: Db;
  beforeEach(async () => {
    db = await openDatabase(':memory:', () => at(0));
    const date = at(0).toISOString();
    for (const name of ['heron', 'core'])
      await sql`insert into pacticipants (name, created_at, updated_at) values (${name}, ${date}, ${date})`.execute(db);
    await sql`insert into versions (pacticipant_id, number, created_at, updated_at) values (1, '1', ${date}, ${date})`.execute(
      db,
    );
    await sql`insert into triggered_webhooks (uuid, webhook_uuid, name, event_name, consumer_id, provider_id, consumer_version_id,
      parameters, context, status, attempts_made, due_at, created_at, updated_at)
      values ('u', 'w', 'POST x', 'e', 1, 2, 1, '{}', '{}', 'not_run', 0, ${date}, ${date}, ${date})`.execute(db);
  });
  afterEach(() => db.destroy());

  test('leases an attempt to another process once the lease has expired', async () => {
    expect(await leaseAttempt(db, at(-1), leaseMs)).toBeUndefined();
    expect((await leaseAttempt(db, at(1), leaseMs))?.uuid).toBe('u');
    expect(await leaseAttempt(db, at(60), leaseMs)).toBeUndefined();
    expect((await leaseAttempt(db, at(61), leaseMs))?.uuid).toBe('u');
  });

  test('ignores the outcome of an expired lease', async () => {
    const late = await leaseAttempt(db, at(1), leaseMs);
    const second = await leaseAttempt(db, at(61), leaseMs);
    if (!late || !second) throw new Error('nothing to take');
    await recordAttempt(db, late, { success: false, logs: 'late', retryAt: at(70) }, at(62));
    await recordAttempt(db, second, { success: true, logs: 'done' }, at(63));
    const logs = (await listExecutions(db, second.id)).map((execution) => execution.logs);
    expect([logs, await findTriggered(db, 'u')]).toMatchObject([
      ['done'],
      { status: 'success', attemptsMade: 1, dueAt: null },
    ]);
  });

  test('finds due attempts by an index', async () => {
    const { rows } = await sql<{ detail: string }>`explain query plan
      select id from triggered_webhooks where due_at <= 'x' order by due_at, id limit 1`.execute(db);
    expect(rows.map(({ detail }) => detail).join()).toContain('USING COVERING INDEX triggered_webhooks_by_due_at');
  });
});
