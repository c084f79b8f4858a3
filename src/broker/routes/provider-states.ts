import type { ConsumerVersionSelector } from '../../matrix/consumer-version-selector.ts';
import type { BrokerApp, BrokerContext } from '../context.ts';
import { presentProviderStates } from '../hal/provider-states.ts';
import { exactJsonResponse } from '../hal/verification.ts';
import { mountResource } from '../http/resource.ts';
import { findEnvironmentName } from '../store/environments.ts';
import { listContents } from '../store/pacts.ts';
import { findSelectedPacts } from '../store/selected-pacts.ts';
import { pathParam } from '../url/request.ts';
import { getProviderId } from './pair.ts';

type Choose = (c: BrokerContext) => Promise<ConsumerVersionSelector>;

/** The states that consumers want a provider to be in: those of main branches, of a branch, or of an environment by name or uuid. */
export function providerStateRoutes(app: BrokerApp): void {
  const path = '/pacts/provider/:provider/provider-states';
  states(app, path, async () => ({ kind: 'main-branch' }));
  states(app, `${path}/branch/:branch`, async (c) => ({ kind: 'branch', branch: pathParam(c, 'branch') }));
  states(app, `${path}/environment/:environment`, async (c) => {
    const named = pathParam(c, 'environment');
    return { kind: 'in-environment', environment: (await findEnvironmentName(c.var.db, named)) ?? named };
  });
}

function states(app: BrokerApp, path: string, choose: Choose): void {
  mountResource<number>(app, path, {
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
  });
}
