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
import { HealthSection } from './health-section.tsx';
import { PlacementTable } from './placement-table.tsx';

const PAGE_SIZE = 25;

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
      <HealthSection context={context} name={name} pairings={pairings} />
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
