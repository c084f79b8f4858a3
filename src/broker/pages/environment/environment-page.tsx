import { type Pairing, STATES_BY_SEVERITY } from '../../../matrix/pairing.ts';
import { plural } from '../../../text/duration.ts';
import { displayNameOf } from '../../hal/environment.ts';
import { findPairings, findVersionsInEnvironment } from '../../queries/pairings.ts';
import { findEnvironment } from '../../store/environments.ts';
import {
  listCurrentlyDeployed,
  listCurrentlySupported,
  listPlacements,
  type Placement,
} from '../../store/placements.ts';
import { pathParam } from '../../url/request.ts';
import type { PageContent, PageContext } from '../page.ts';
import { Pager, pageNumber, query } from '../parts/pagination.tsx';
import { PairingTable } from '../parts/pairing-table.tsx';
import { PlacementTable } from './placement-table.tsx';

const PAGE_SIZE = 25;
const MAX_PAIRINGS = 200;

/** An environment: whether its versions are verified against each other, the versions in it now, and its history. */
export async function environmentPage(context: PageContext): Promise<PageContent | undefined> {
  const { c, db, urls } = context;
  const environment = await findEnvironment(db, pathParam(c, 'uuid'));
  if (!environment) return undefined;
  const name = displayNameOf(environment);
  const pairings = await findPairings(db, await findVersionsInEnvironment(db, environment.id));
  const page = pageNumber(context, PAGE_SIZE);
  const { items, paged } = await listPlacements(db, environment.id, page);
  const total = paged?.total ?? items.length;
  const body = (
    <>
      <h1>
        {name} <span class="ref environment">{environment.production ? 'production' : 'not production'}</span>
      </h1>
      {environment.contacts && (
        <p class="contacts">{`Contact: ${environment.contacts.map((contact) => contact.name).join(', ')}.`}</p>
      )}
      <section aria-labelledby="health">
        <h2 id="health">Health</h2>
        <p class={`health ${isHealthy(pairings) ? 'verified' : 'failed'}`}>{describeHealth(pairings)}</p>
        {pairings.length > 0 && (
          <PairingTable
            context={context}
            caption={`Integrations in ${name}`}
            pairings={mostSevereFirst(pairings).slice(0, MAX_PAIRINGS)}
          />
        )}
        {pairings.length > MAX_PAIRINGS && <p>{`and ${plural(pairings.length - MAX_PAIRINGS, 'other')}`}</p>}
      </section>
      <section aria-labelledby="current">
        <h2 id="current">Current versions</h2>
        <PlacementTable
          context={context}
          caption={`Versions in ${name} now`}
          placements={await listCurrentPlacements(context, environment.id)}
        />
      </section>
      <section aria-labelledby="history">
        <h2 id="history">
          History <span class="count">{total}</span>
        </h2>
        <PlacementTable
          context={context}
          caption={`Deployments and releases in ${name}, newest first`}
          placements={items}
          withEnd
        />
        <Pager
          page={page}
          total={total}
          href={(number) => `${urls.environment(environment.uuid)}${query({ page: number })}#history`}
        />
      </section>
    </>
  );
  return { title: name, body, breadcrumbs: [{ name: 'Environments', href: `${urls.base}/environments` }] };
}

async function listCurrentPlacements({ db }: PageContext, environmentId: number): Promise<Placement[]> {
  const deployed = await listCurrentlyDeployed(db, environmentId, {});
  const released = await listCurrentlySupported(db, environmentId, {});
  return [...deployed, ...released];
}

const isHealthy = (pairings: readonly Pairing[]) => pairings.every(({ state }) => state === 'verified');

function describeHealth(pairings: readonly Pairing[]): string {
  if (pairings.length === 0) return 'No version in this environment has a pact.';
  if (isHealthy(pairings)) return '✔ Every integration in this environment is verified.';
  const count = (state: Pairing['state']) => pairings.filter((pairing) => pairing.state === state).length;
  const counts = [
    { number: count('failed'), label: 'failed' },
    { number: count('unverified'), label: 'not verified' },
    { number: count('changed'), label: 'changed since the last verification' },
    { number: count('missing-provider'), label: 'with a provider that is not deployed' },
  ];
  const parts = counts.filter(({ number }) => number > 0).map(({ number, label }) => `${number} ${label}`);
  return `✘ Of ${plural(pairings.length, 'integration')} in this environment: ${parts.join(', ')}.`;
}

function mostSevereFirst(pairings: readonly Pairing[]): Pairing[] {
  return [...pairings].sort((a, b) => STATES_BY_SEVERITY.indexOf(a.state) - STATES_BY_SEVERITY.indexOf(b.state));
}
