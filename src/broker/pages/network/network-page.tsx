import { findOverview } from '../../overview.ts';
import type { PageContext, Shown } from '../page.tsx';
import { Network } from './network.tsx';

/** All integrations as one graph. */
export async function networkPage(context: PageContext): Promise<Shown> {
  const overview = await findOverview(context.db);
  const body = (
    <>
      <h1>Network</h1>
      {overview.integrations.length > 0 ? (
        <Network context={context} overview={overview} label="Who relies on whom" />
      ) : (
        <p>Nobody relies on anybody yet.</p>
      )}
    </>
  );
  return { title: 'Network', body, hal: '/integrations' };
}
