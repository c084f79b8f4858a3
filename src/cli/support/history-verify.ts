import type { BrokerAccess } from '../../broker-client/client.ts';
import type { Config } from '../../config/config.ts';
import type { Outcome } from '../../verification/outcome.ts';
import type { PactToVerify } from '../../verification/pact-to-verify.ts';
import { type Verification, verifyPacts } from '../../verification/verify.ts';
import { type ProviderChoice, startProvider } from './start-provider.ts';

export interface PactsOfHistory {
  readonly access: BrokerAccess;
  readonly pacts: readonly PactToVerify[];
  /** Whether these are all pacts in force. Then one run of the verifier selects and verifies them. */
  readonly all: boolean;
}

/** Verifies a version of the provider against these pacts. @throws ContractError what starting it and verifying throws */
export async function verifyTarget(
  choice: ProviderChoice,
  config: Config,
  { access: broker, pacts, all }: PactsOfHistory,
  options: Pick<Verification, 'publish' | 'env'>,
): Promise<Outcome[]> {
  const provider = await startProvider(choice, config, () => undefined);
  try {
    if (all) return [await verifyPacts({ provider, source: { kind: 'selected', broker }, ...options })];
    const outcomes: Outcome[] = [];
    for (const { url } of pacts)
      outcomes.push(await verifyPacts({ provider, source: { kind: 'url', url, broker }, ...options }));
    return outcomes;
  } finally {
    await provider.close();
  }
}
