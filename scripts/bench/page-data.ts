import { openDatabase } from '../../src/broker/store/open-database.ts';
import { ensurePacticipant } from '../../src/broker/store/pacticipants.ts';
import { storePact } from '../../src/broker/store/publications.ts';
import { addVerification } from '../../src/broker/store/verifications.ts';
import { ensureVersion } from '../../src/broker/store/versions.ts';
import type { HttpClient } from './http.ts';
import { createContract } from './pact.ts';

/** The pacticipants of the measured pages. */
export const names = {
  consumer: (i: number) => `application-${i}`,
  provider: (i: number) => `service-${Math.floor(i / 5)}`,
};

/** Creates integrations by the API of a broker: five consumers for each provider, four of five verified, some of these failed. */
export async function seedIntegrations(client: HttpClient, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    const consumer = names.consumer(i);
    const provider = names.provider(i);
    await post(client, '/contracts/publish', {
      pacticipantName: consumer,
      pacticipantVersionNumber: '1',
      branch: 'main',
      contracts: [createContract(consumer, provider, i)],
    });
    if (i % 5 === 4) continue;
    const pact = await client.get(`/pacts/provider/${provider}/consumer/${consumer}/version/1`);
    const { pathname } = new URL(pact._links['pb:publish-verification-results'].href);
    await post(client, pathname, { success: i % 25 !== 0, providerApplicationVersion: '1' });
  }
  for (let i = 0; i < count; i += 5)
    await post(client, `/pacticipants/${names.provider(i)}/branches/main/versions/1`, {}, 'PUT');
}

async function post(client: HttpClient, path: string, body: object, method: 'POST' | 'PUT' = 'POST'): Promise<void> {
  const { status, text } = await client.send({ method, path, body });
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text.slice(0, 300)}`);
}

/** Writes a full matrix of two pacticipants into a database of the embedded broker; every consumer version has its own pact version. */
export async function seedGrid(location: string, size: number): Promise<void> {
  const now = new Date();
  const db = await openDatabase(location, () => now);
  await db.transaction().execute(async (transaction) => {
    const consumer = await ensurePacticipant(transaction, 'grid-consumer', now);
    const provider = await ensurePacticipant(transaction, 'grid-provider', now);
    const version = async (of: typeof consumer, i: number) =>
      (await ensureVersion(transaction, of, `1.0.${i}`, now)).version;
    const ids = { consumerId: consumer.id, providerId: provider.id };
    const providerVersions: number[] = [];
    for (let i = 0; i < size; i += 1) providerVersions.push((await version(provider, i)).id);
    for (let i = 0; i < size; i += 1) {
      const consumerVersion = await version(consumer, i);
      const content = JSON.stringify({ interactions: [{ description: `case ${i}` }] });
      await storePact(transaction, { consumerVersion, provider, sha: `sha-${i}`, content, isFirst: true }, now);
      const { id } = await transaction
        .selectFrom('pactVersions')
        .select('id')
        .where('sha', '=', `sha-${i}`)
        .executeTakeFirstOrThrow();
      for (const [j, providerVersionId] of providerVersions.entries()) {
        const result = {
          ...ids,
          pactVersionId: id,
          providerVersionId,
          success: (i + j) % 7 !== 0,
          wip: false,
          pending: false,
        };
        await addVerification(transaction, { ...result, buildUrl: null, testResults: null, verifiedBy: null }, now);
      }
    }
  });
  await db.destroy();
}
