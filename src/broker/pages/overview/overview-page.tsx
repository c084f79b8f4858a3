import { type PairingState, STATES_BY_SEVERITY } from '../../../matrix/pairing.ts';
import { type IntegrationQuery, listIntegrationStates, sortings } from '../../queries/integration-list.ts';
import { findOverview } from '../../queries/overview.ts';
import type { PageContent, PageContext } from '../page.ts';
import { pageNumber } from '../parts/pagination.tsx';
import { Attention } from './attention.tsx';
import { FirstSteps } from './first-steps.tsx';
import { Integrations } from './integrations.tsx';

const pageSize = 50;

/** The first page: what is red and what nobody verified, then every integration. */
export async function overviewPage(context: PageContext): Promise<PageContent> {
  const found = await findOverview(context.db);
  if (found.integrations.length === 0) return { title: 'Welcome', body: <FirstSteps context={context} /> };
  const query = queryOf(context);
  const listed = listIntegrationStates(found, query);
  const body = (
    <>
      <h1>Overview</h1>
      <Attention context={context} places={found.scopes} />
      <Integrations context={context} places={found.scopes} query={query} listed={listed} />
    </>
  );
  return { title: 'Overview', body };
}

function queryOf(context: PageContext): IntegrationQuery {
  const { c } = context;
  const [state, sort] = [c.req.query('state'), c.req.query('sort')];
  return {
    search: (c.req.query('search') ?? '').trim(),
    state: STATES_BY_SEVERITY.find((one): one is PairingState => one === state),
    sort: sortings.find((one) => one === sort) ?? 'state',
    page: pageNumber(context, pageSize),
  };
}
