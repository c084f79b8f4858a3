import type { ConsumerVersionSelector } from '../../matrix/consumer-version-selector.ts';
import type { BrokerContext } from '../context.ts';
import { presentProviderStates } from '../hal/provider-states.ts';
import { exactJsonResponse } from '../hal/verification.ts';
import type { Resource } from '../http/resource.ts';
import { findEnvironmentName } from '../store/environments.ts';
import { listContents } from '../store/pacts.ts';
import { findSelectedPacts } from '../store/selected-pacts.ts';
import { pathParam } from '../url/request.ts';
import { getProviderId } from './pair.ts';

type Choose = (c: BrokerContext) => Promise<ConsumerVersionSelector>;

/** The provider states in the pacts of main branches. */
export const providerStates = providerStatesResource(async () => ({ kind: 'main-branch' }));

/** The provider states in the pacts of a branch. */
export const providerStatesOfBranch = providerStatesResource(async (c) => ({
  kind: 'branch',
  branch: pathParam(c, 'branch'),
}));

/** The provider states in the pacts of an environment, which the path gives by name or UUID. */
export const providerStatesOfEnvironment = providerStatesResource(async (c) => {
  const nameOrUuid = pathParam(c, 'environment');
  const name = await findEnvironmentName(c.var.db, nameOrUuid);
  return { kind: 'in-environment', environment: name ?? nameOrUuid };
});

function providerStatesResource(choose: Choose): Resource<number> {
  return {
    find: getProviderId,
    GET: async (c, providerId) => {
      const found = await findSelectedPacts(c.var.db, providerId, await choose(c));
      const pacts = found.sort((one, other) => one.versionId - other.versionId);
      const contents = await listContents(
        c.var.db,
        pacts.map(({ pactVersionId }) => pactVersionId),
      );
      const withContent = pacts.map((pact) => ({ ...pact, content: contents.get(pact.pactVersionId) ?? '{}' }));
      return exactJsonResponse(c, await presentProviderStates(withContent));
    },
  };
}
