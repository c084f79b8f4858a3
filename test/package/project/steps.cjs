// The steps from a schema to the gate's answer, with the package's functions: run by each test runner, loaded by require() and by import.
const assert = require('node:assert/strict');
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

async function fromSchemaToGate(
  z,
  {
    startBroker,
    pactContents,
    publishPacts,
    recordDeployment,
    canIDeploy,
    listReliances,
    verifyProvider,
    ContractError,
  },
) {
  const broker = await startBroker({ database: ':memory:', port: 0 });
  const folder = mkdtempSync('pacts-');
  try {
    const where = { url: broker.url };
    const { content } = pactContents(z.object({ size: z.int() }), { size: 80 });
    assert.deepEqual(content, { size: { 'pact:matcher:type': 'integer', value: 80 } });
    const contents = { content: { size: 80 }, contentType: 'application/json', encoded: false };
    const matchingRules = { body: { '$.size': { combine: 'AND', matchers: [{ match: 'integer' }] } } };
    const interactions = [{ description: 'a Queue', type: 'Asynchronous/Messages', contents, matchingRules }];
    const metadata = { pactSpecification: { version: '4.0' } };
    const pact = { consumer: { name: 'web' }, provider: { name: 'core' }, interactions, metadata };
    writeFileSync(join(folder, 'web-core.json'), JSON.stringify(pact));
    const build = { consumer: 'web', folder, version: '1', branch: 'main' };
    assert.deepEqual(
      (await publishPacts(where, build)).map(({ provider }) => provider),
      ['core'],
    );
    const createEnvironment = { production: true };
    await recordDeployment(where, { pacticipant: 'web', version: '1', environment: 'production', createEnvironment });
    const asked = { pacticipant: 'core', version: '2', to: { environment: 'production' } };
    assert.equal((await canIDeploy(where, asked)).deployable, false);
    const provider = { provider: 'core', version: '2', broker: where };
    await verifyProvider({ ...provider, messages: { 'a Queue': () => ({ size: 3 }) } });
    assert.equal((await canIDeploy(where, asked)).deployable, true);
    const broken = verifyProvider({ ...provider, messages: { 'a Queue': () => ({ size: 'small' }) } });
    await assert.rejects(broken, { code: 'CONTRACT_BROKEN', exitCode: 1 });
    assert.equal((await canIDeploy(where, asked)).deployable, false);
    const inForce = { consumer: 'web', versions: [], url: '', pact };
    assert.deepEqual(
      listReliances([inForce]).map(({ path }) => path),
      ['$.size'],
    );
    await assert.rejects(publishPacts(where, { ...build, consumer: 'other' }), ContractError);
    const page = await fetch(broker.url, { headers: { accept: 'text/html' } });
    assert.match(await page.text(), /<html/);
    const badge = await fetch(`${broker.url}/pacts/provider/core/consumer/web/latest/badge.svg`);
    assert.match(await badge.text(), /<svg/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await broker.close();
  }
}

module.exports = { fromSchemaToGate };
