import { plural } from '../../../text/duration.ts';
import { listResultsOfPactVersion, type PactResult, type PactResults } from '../../store/pact-results.ts';
import type { Pact } from '../../store/pacts.ts';
import { findVersionDetails, type VersionDetails } from '../../store/version-details.ts';
import { verificationUrl } from '../../url/result-url.ts';
import type { PageContext } from '../page.ts';
import { ExternalLink, VersionLink } from '../parts/links.tsx';
import { StackedTable } from '../parts/stacked-table.tsx';
import { StateBadge } from '../parts/state.tsx';
import { Timestamp } from '../parts/values.tsx';
import { VersionRefs } from '../parts/version-refs.tsx';

/** The number of results that the page of a pact lists. */
export const MAX_RESULTS = 30;

/** All results of a pact version. The page shows one of them in full. Failures of older results that are not listed are counted. */
export async function presentResultList(context: PageContext, pact: Pact, shownResult: number | undefined) {
  const results = await listResultsOfPactVersion(context.db, pact.pactVersionId, MAX_RESULTS);
  if (results.total === 0) return null;
  const ids = [...new Set(results.items.map(({ providerVersionId }) => providerVersionId))];
  const details = await findVersionDetails(context.db, ids);
  return (
    <section aria-labelledby="results">
      <h2 id="results">
        All results <span class="count">{countOf(results)}</span>
      </h2>
      <StackedTable
        caption="Results of this pact version, newest first"
        columns={['Result', 'Provider version', 'Branches, tags, environments', 'Published', 'By']}
      >
        {results.items.map((result) => (
          <ResultRow
            context={context}
            pact={pact}
            result={result}
            details={details.get(result.providerVersionId)}
            isShown={result.id === shownResult}
          />
        ))}
      </StackedTable>
      {results.total > results.items.length && <p>{noteOnOlder(results)}</p>}
    </section>
  );
}

interface RowProps {
  readonly context: PageContext;
  readonly pact: Pact;
  readonly result: PactResult;
  readonly details: VersionDetails | undefined;
  readonly isShown: boolean;
}

function ResultRow({ context: { urls, now }, pact, result, details, isShown }: RowProps) {
  const { id, success, providerVersion, createdAt, buildUrl, verifiedBy } = result;
  return (
    <tr>
      <td data-label="Result">
        <StateBadge of={success === 1 ? 'verified' : 'failed'} href={verificationUrl({ ...pact, id }, urls)} />
        {isShown && <span class="note"> shown above</span>}
      </td>
      <td data-label="Provider version">
        <VersionLink urls={urls} name={pact.provider} number={providerVersion} />
      </td>
      <td data-label="Branches, tags, environments">
        <VersionRefs details={details} urls={urls} />
      </td>
      <td data-label="Published">
        <Timestamp time={createdAt} now={now} />
      </td>
      <td data-label="By">
        {verifierName(verifiedBy) ?? <span class="none">unknown</span>}
        {buildUrl && (
          <>
            {', '}
            <ExternalLink href={buildUrl} text="build" />
          </>
        )}
      </td>
    </tr>
  );
}

function countOf({ total, failed }: PactResults): string {
  return failed > 0 ? `${total}, ${failed} failed` : `${total}`;
}

function noteOnOlder({ items, total, failed }: PactResults): string {
  const failedOlder = failed - items.filter(({ success }) => success !== 1).length;
  const failures = failedOlder > 0 ? `, of which ${failedOlder} failed` : '';
  return `The newest ${items.length} are shown, and ${plural(total - items.length, 'older one')} are not${failures}. The matrix has all of them.`;
}

/** `pact-python 3.2.0`: the verifier that published a result. */
function verifierName(verifiedBy: string | null): string | undefined {
  const { implementation, version } = (JSON.parse(verifiedBy ?? '{}') ?? {}) as Record<string, unknown>;
  const words = [implementation, version].filter((word) => typeof word === 'string' && word !== '');
  return words.length > 0 ? words.join(' ') : undefined;
}
