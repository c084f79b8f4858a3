import type { BrokerAccess } from '../src/broker-client/client.ts';
import { clientEnvironment } from '../src/config/config.ts';
import { consumer, declaredInteractions, provider } from '../src/contracts/interactions.ts';
import { canIDeploy } from '../src/gate/can-i-deploy.ts';
import { publishPacts } from '../src/gate/publish.ts';
import { recordDeployment, recordRelease } from '../src/gate/record.ts';
import { referenceCore } from '../src/provider/reference.ts';
import { coreUnderTest } from '../src/provider/start-core.ts';
import { verificationReport } from '../src/verification/report.ts';
import { verifyPacts } from '../src/verification/verify.ts';
import { useBroker } from './support/use-broker.ts';

/** The whole workflow on the embedded broker, with the official clients. */
describe('the release of an incompatible core is stopped', () => {
  const broker = useBroker();
  let access: BrokerAccess;
  beforeAll(() => {
    access = { url: broker.url };
  });

  const mayGo = async (version: string) =>
    (await canIDeploy(access, { pacticipant: provider, version, to: { environment: 'production' } })).verdict;
  const verified = async (source: ReturnType<typeof referenceCore>, version: string) => {
    const core = coreUnderTest(source, await source.describe(), version);
    const selected = { kind: 'selected', broker: access } as const;
    return verifyPacts({ provider: core, source: selected, branch: 'main', publish: true, env: clientEnvironment() });
  };

  test('the pipeline publishes its pact and is deployed to production', async () => {
    const published = await publishPacts(access, 'pacts', { version: '1', branch: 'main' });
    expect(published).toMatchObject([{ provider, interactions: declaredInteractions.length }]);
    await recordDeployment(access, { pacticipant: consumer, version: '1', environment: 'production' });
  });

  test('a version of core that is not in the broker is refused', async () => {
    expect(await mayGo('1.1.0-reference')).toBe('no');
  });

  test('a core that passes verification is released', async () => {
    const outcome = await verified(referenceCore(), '1.1.0-reference');
    expect(outcome).toMatchObject({ exitCode: 0, problems: [] });
    expect(await mayGo('1.1.0-reference')).toBe('yes');
    await recordRelease(access, { pacticipant: provider, version: '1.1.0-reference', environment: 'production' });
  });

  test('a core that renames a level fails with the field, the value and the consumer', async () => {
    const renamed = referenceCore({ version: '1.2.0-reference', levels: { soft: 'slow' } });
    const outcome = await verified(renamed, '1.2.0-reference');
    expect(outcome.exitCode).toBe(1);
    expect(verificationReport(outcome)).toMatch(
      /market_data_pipeline 1 wants FeedbackEvent\.level .*'soft'.* writes 'slow'/,
    );
    expect(await mayGo('1.2.0-reference')).toBe('no');
  });
});
