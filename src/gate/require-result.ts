import { z } from 'zod';
import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import type { Verdict } from './verdict.ts';

const Integrations = z.object({
  integrations: z.array(
    z.object({ consumer: z.object({ name: z.string() }), provider: z.object({ name: z.string() }) }),
  ),
});

/**
 * If no result supports a yes, but the broker knows an integration of the pacticipant, the verdict becomes `unknown`: a broker answers yes
 * for an environment in which nothing is recorded. Any other verdict is returned unchanged.
 * @throws ContractError as the broker client, and BROKER_NOT_HAL for a list of integrations in another format
 */
export async function requireResult(access: BrokerAccess, pacticipant: string, verdict: Verdict): Promise<Verdict> {
  if (verdict.verdict !== 'yes' || verdict.rows.some(({ ignored }) => !ignored)) return verdict;
  if (!(await hasIntegration(access, pacticipant))) return verdict;
  const reason = {
    type: 'error',
    text: `No result was considered, and ${pacticipant} has integrations: a result is required.`,
    next: 'Record which versions are in the environment (record-deployment, record-release), then ask again.',
  } as const;
  return { ...verdict, deployable: null, verdict: 'unknown', reasons: [...verdict.reasons, reason] };
}

async function hasIntegration(access: BrokerAccess, pacticipant: string): Promise<boolean> {
  const { _embedded } = await new BrokerClient(access).getCurrent('/integrations');
  const parsed = Integrations.safeParse(_embedded);
  if (!parsed.success) throw new ContractError('BROKER_NOT_HAL', `${withoutCredentials(access.url)}/integrations`);
  return parsed.data.integrations.some(({ consumer, provider }) =>
    [consumer.name, provider.name].includes(pacticipant),
  );
}
