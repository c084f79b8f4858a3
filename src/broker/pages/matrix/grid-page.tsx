import { matrixPath } from '../../../matrix/path.ts';
import { pacticipantNotFound } from '../../http/http-error.ts';
import { findGrid } from '../../queries/grid.ts';
import { findPacticipantIds } from '../../store/pacticipants.ts';
import { pathParam } from '../../url/request.ts';
import type { PageContent, PageContext } from '../page.ts';
import { Command } from '../parts/command.tsx';
import { PacticipantLink } from '../parts/links.tsx';
import { criteriaFor, GridFilter } from './grid-filter.tsx';
import { GridTable } from './grid-table.tsx';

/** As many versions of each as are shown at a time. */
const limit = 100;

/** The matrix of two pacticipants: consumer versions by provider versions. */
export async function gridPage(context: PageContext): Promise<PageContent> {
  const { c, db, to } = context;
  const [consumer, provider] = [pathParam(c, 'consumer'), pathParam(c, 'provider')];
  const ids = await findPacticipantIds(db, [consumer, provider]);
  const idOf = (role: 'consumer' | 'provider', name: string) => {
    const id = ids.get(name);
    if (id === undefined) throw pacticipantNotFound(role, name);
    return { id, criteria: criteriaFor(c, role) };
  };
  const asked = { consumer: idOf('consumer', consumer), provider: idOf('provider', provider) };
  const grid = await findGrid(db, { ...asked, limit });
  const selectors = [
    { pacticipant: consumer, ...asked.consumer.criteria },
    { pacticipant: provider, ...asked.provider.criteria },
  ];
  // curl would expand brackets.
  const list = matrixPath({ selectors, latestby: 'cvpv' }).replace(/[[\]]/g, encodeURIComponent);
  const body = (
    <>
      <h1>{`Matrix of ${consumer} and ${provider}`}</h1>
      <GridFilter context={context} />
      {grid.pacts.length === 0 ? (
        <p>{`No version of ${consumer} that is looked for has a pact with ${provider}.`}</p>
      ) : (
        <GridTable context={context} grid={grid} consumer={consumer} provider={provider} />
      )}
      <p>
        {grid.pacts.length === limit || grid.providers.length === limit
          ? `The newest ${limit} of each are shown. `
          : ''}
        <a href={to.base + list}>The same as a list</a>, <PacticipantLink to={to} name={consumer} />,{' '}
        <PacticipantLink to={to} name={provider} />
      </p>
      <Command text={`curl -H 'Accept: text/plain' '${c.var.urls.base}${list}'`} />
    </>
  );
  return { title: `Matrix of ${consumer} and ${provider}`, body, hal: list };
}
