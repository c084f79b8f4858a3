import { matrixPath } from '../../../matrix/path.ts';
import { shellQuote } from '../../../text/command.ts';
import { pacticipantNotFound } from '../../http/http-error.ts';
import { findGrid } from '../../queries/grid.ts';
import { findPacticipantIds } from '../../store/pacticipants.ts';
import { pathParam } from '../../url/request.ts';
import { deletions } from '../actions/deletions.ts';
import type { PageContent, PageContext } from '../page.ts';
import { DeleteLink } from '../parts/action-form.tsx';
import { Command } from '../parts/command.tsx';
import { PacticipantLink } from '../parts/links.tsx';
import { Name } from '../parts/name.tsx';
import { GridFilter, parseCriteria } from './grid-filter.tsx';
import { GridTable } from './grid-table.tsx';

/** The most versions of each side that are shown. */
const MAX_VERSIONS = 100;

/** The matrix of two pacticipants: consumer versions by provider versions. */
export async function gridPage(context: PageContext): Promise<PageContent> {
  const { c, db, urls } = context;
  const consumer = pathParam(c, 'consumer');
  const provider = pathParam(c, 'provider');
  const ids = await findPacticipantIds(db, [consumer, provider]);
  const sideOf = (role: 'consumer' | 'provider', name: string) => {
    const id = ids.get(name);
    if (id === undefined) throw pacticipantNotFound(role, name);
    return { id, criteria: parseCriteria(c, role) };
  };
  const sides = { consumer: sideOf('consumer', consumer), provider: sideOf('provider', provider) };
  const grid = await findGrid(db, { ...sides, limit: MAX_VERSIONS });
  const selectors = [
    { pacticipant: consumer, ...sides.consumer.criteria },
    { pacticipant: provider, ...sides.provider.criteria },
  ];
  // curl would expand brackets.
  const list = matrixPath({ selectors, latestby: 'cvpv' }).replace(/[[\]]/g, encodeURIComponent);
  const body = (
    <>
      <h1>
        Matrix of <Name text={consumer} /> and <Name text={provider} />
      </h1>
      <GridFilter context={context} />
      {grid.pacts.length === 0 ? (
        <p>{`No selected version of ${consumer} has a pact with ${provider}.`}</p>
      ) : (
        <GridTable context={context} grid={grid} consumer={consumer} provider={provider} />
      )}
      <p class="note">
        ✔ verified, ✘ failed, · not verified.{' '}
        {grid.hasOlderVersions && `The latest ${MAX_VERSIONS} versions of each are shown. `}
        <a href={urls.href`/pacts/provider/${provider}/consumer/${consumer}/latest`}>Latest pact</a>,{' '}
        <a href={urls.base + list}>As a list</a>, <PacticipantLink urls={urls} name={consumer} />,{' '}
        <PacticipantLink urls={urls} name={provider} />
      </p>
      <Command text={`curl -H 'Accept: text/plain' ${shellQuote(c.var.urls.base + list)}`} />
      <p>
        <DeleteLink
          context={context}
          deletion={deletions.integration}
          fields={{ consumer, provider }}
          label="Delete this integration …"
        />
      </p>
    </>
  );
  const breadcrumbs = [
    { name: 'Pacticipants', href: `${urls.base}/pacticipants` },
    { name: consumer, href: urls.pacticipant(consumer) },
  ];
  const title = `Matrix of ${consumer} and ${provider}`;
  return { title, body, breadcrumbs, crumb: `Matrix with ${provider}`, hal: list, isRefreshable: true };
}
