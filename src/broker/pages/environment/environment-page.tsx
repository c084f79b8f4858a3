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

const pageSize = 25;

/** As many pairs as are shown, the worst first. */
const most = 200;

/** An environment: is all in it verified against all it talks to, what is there, and what was. */
export async function environmentPage(context: PageContext): Promise<PageContent | undefined> {
  const { c, db, to } = context;
  const found = await findEnvironment(db, pathParam(c, 'uuid'));
  if (!found) return undefined;
  const name = displayNameOf(found);
  const pairings = await findPairings(db, await findVersionsInEnvironment(db, found.id));
  const page = pageNumber(context, pageSize);
  const { items, paged } = await listPlacements(db, found.id, page);
  const total = paged?.total ?? items.length;
  const body = (
    <>
      <h1>
        {name} <span class="mark environment">{found.production ? 'production' : 'not production'}</span>
      </h1>
      {found.contacts && (
        <p class="contacts">{`To be asked: ${found.contacts.map((contact) => contact.name).join(', ')}.`}</p>
      )}
      <section aria-labelledby="health">
        <h2 id="health">Health</h2>
        <p class={`health ${isWell(pairings) ? 'verified' : 'failed'}`}>{sentence(pairings)}</p>
        {pairings.length > 0 && (
          <PairingTable
            context={context}
            caption={`What meets in ${name}`}
            pairings={worstFirst(pairings).slice(0, most)}
          />
        )}
        {pairings.length > most && <p>{`and ${plural(pairings.length - most, 'other')}`}</p>}
      </section>
      <section aria-labelledby="now">
        <h2 id="now">There now</h2>
        <PlacementTable
          context={context}
          caption={`What is in ${name} now`}
          placements={await currentPlacements(context, found.id)}
        />
      </section>
      <section aria-labelledby="history">
        <h2 id="history">
          History <span class="count">{total}</span>
        </h2>
        <PlacementTable
          context={context}
          caption={`All that was ever in ${name}, newest first`}
          placements={items}
          withEnd
        />
        <Pager
          page={page}
          total={total}
          href={(number) => `${to.environment(found.uuid)}${query({ page: number })}#history`}
        />
      </section>
    </>
  );
  return { title: name, body, breadcrumbs: [{ name: 'Environments', href: `${to.base}/environments` }] };
}

async function currentPlacements({ db }: PageContext, environmentId: number): Promise<Placement[]> {
  const deployed = await listCurrentlyDeployed(db, environmentId, {});
  const released = await listCurrentlySupported(db, environmentId, {});
  return [...deployed, ...released];
}

const isWell = (pairings: readonly Pairing[]) => pairings.every(({ state }) => state === 'verified');

function sentence(pairings: readonly Pairing[]): string {
  if (pairings.length === 0) return 'Nothing that is there relies on anything.';
  if (isWell(pairings)) return '✔ All that is there is verified against all it talks to.';
  const count = (state: Pairing['state']) => pairings.filter((pairing) => pairing.state === state).length;
  const parts = [
    [count('failed'), 'does not fit', 'do not fit'],
    [count('unverified'), 'was never verified', 'were never verified'],
    [count('missing-provider'), 'lacks its provider', 'lack their provider'],
  ] as const;
  const told = parts.flatMap(([number, one, several]) =>
    number > 0 ? [`${number} ${number === 1 ? one : several}`] : [],
  );
  return `✘ Of ${plural(pairings.length, 'pair')} that meet there, ${told.join(', ')}.`;
}

function worstFirst(pairings: readonly Pairing[]): Pairing[] {
  return [...pairings].sort((a, b) => STATES_BY_SEVERITY.indexOf(a.state) - STATES_BY_SEVERITY.indexOf(b.state));
}
