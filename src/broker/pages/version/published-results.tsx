import type { Verification } from '../../store/verifications.ts';
import { verificationUrl } from '../../url/result-url.ts';
import type { PageContext } from '../page.ts';
import { ExternalLink, PacticipantLink } from '../parts/links.tsx';
import { StackedTable } from '../parts/stacked-table.tsx';
import { StateBadge } from '../parts/state.tsx';
import { Timestamp } from '../parts/values.tsx';

/** The verification results of a provider version. */
export function PublishedResults({
  context: { urls, now },
  results,
}: {
  context: PageContext;
  results: readonly Verification[];
}) {
  if (results.length === 0) return null;
  return (
    <section aria-labelledby="results">
      <h2 id="results">Verification results</h2>
      <StackedTable
        caption="Verification results of this version"
        columns={['Consumer', 'Result', 'Published', 'Build']}
      >
        {results.map((result) => (
          <tr>
            <td data-label="Consumer">
              <PacticipantLink urls={urls} name={result.consumer} />
            </td>
            <td data-label="Result">
              <StateBadge of={result.success === 1 ? 'verified' : 'failed'} href={verificationUrl(result, urls)} />
            </td>
            <td data-label="Published">
              <Timestamp time={result.createdAt} now={now} />
            </td>
            <td data-label="Build">
              {result.buildUrl ? <ExternalLink href={result.buildUrl} text="build" /> : <span class="none">–</span>}
            </td>
          </tr>
        ))}
      </StackedTable>
    </section>
  );
}
