import type { Db } from '../../../src/broker/store/database.ts';
import { openDatabase } from '../../../src/broker/store/open-database.ts';
import { findVerifiedByBranch, type SuccessByRef } from '../../../src/broker/store/pending.ts';
import { randomFrom } from '../../support/random.ts';

const branches = ['main', 'a', 'b'];
const consumerId = 1;
const providerId = 2;
const pactVersionIds = [1, 2, 3, 4];
const time = (day: number) => new Date(Date.UTC(2026, 0, day)).toISOString();

interface Result {
  readonly pactVersionId: number;
  readonly versionId: number;
  readonly success: number;
  readonly day: number;
}

/** A provider with branches of random ages, versions on up to three of them and random results, also ones that are older than their branch. */
async function fill(db: Db, random: (below: number) => number) {
  const dated = { createdAt: time(1), updatedAt: time(1) };
  await db
    .insertInto('pacticipants')
    .values([
      { name: 'consumer', ...dated },
      { name: 'provider', ...dated },
    ])
    .execute();
  const content = { consumerId, providerId, content: '{}', createdAt: time(1) };
  await db
    .insertInto('pactVersions')
    .values(pactVersionIds.map((id) => ({ sha: `${id}`, ...content })))
    .execute();
  const created = new Map<string, number>();
  const onBranches = new Map<number, string[]>();
  const results: Result[] = [];
  for (let versionId = 1; versionId <= 12; versionId += 1) {
    const versionDay = 1 + random(20);
    const at = { createdAt: time(versionDay), updatedAt: time(versionDay) };
    await db
      .insertInto('versions')
      .values({ pacticipantId: providerId, number: `${versionId}`, ...at })
      .execute();
    const names = branches.filter(() => random(3) === 0);
    onBranches.set(versionId, names);
    for (const name of names) {
      if (!created.has(name)) {
        const day = 1 + random(25);
        created.set(name, day);
        await db
          .insertInto('branches')
          .values({ pacticipantId: providerId, name, createdAt: time(day), updatedAt: time(day) })
          .execute();
      }
      const branchId = [...created.keys()].indexOf(name) + 1;
      await db
        .insertInto('branchVersions')
        .values({ branchId, versionId, autoCreated: 0, ...dated })
        .execute();
    }
    for (const pactVersionId of pactVersionIds.filter(() => random(3) === 0)) {
      const result = { pactVersionId, versionId, success: random(2), day: versionDay + random(6) };
      results.push(result);
      await db
        .insertInto('verifications')
        .values({
          pactVersionId,
          providerVersionId: versionId,
          success: result.success,
          consumerId,
          providerId,
          wip: 0,
          pending: 0,
          createdAt: time(result.day),
        } as never)
        .execute();
    }
  }
  return { created, onBranches, results };
}

test('the branches on which a pact version was verified are found in random histories', async () => {
  const counted = { here: 0, elsewhere: 0 };
  for (let seed = 1; seed <= 60; seed += 1) {
    const db = await openDatabase(':memory:', () => new Date());
    const { created, onBranches, results } = await fill(db, randomFrom(seed));
    for (const branch of [...branches, 'new']) {
      const expected = pactVersionIds.map((pactVersionId): SuccessByRef => {
        const successes = results.filter((one) => one.pactVersionId === pactVersionId && one.success === 1);
        const here = successes.some(({ versionId }) => onBranches.get(versionId)?.includes(branch));
        const isEarlier = ({ versionId, day }: Result) =>
          onBranches.get(versionId)?.some((name) => name !== branch) && day < (created.get(branch) ?? 99);
        const elsewhere = !here && successes.some(isEarlier);
        counted.here += Number(here);
        counted.elsewhere += Number(elsewhere);
        return { pactVersionId, here: Number(here), elsewhere: Number(elsewhere) };
      });
      const found = await findVerifiedByBranch(db, providerId, branch, pactVersionIds);
      expect({ seed, branch, found: found.map((one) => ({ ...one })) }).toEqual({ seed, branch, found: expected });
    }
    await db.destroy();
  }
  expect(Math.min(counted.here, counted.elsewhere)).toBeGreaterThan(50);
});
