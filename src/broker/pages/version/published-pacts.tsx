import type { Pact } from '../../store/pacts.ts';
import type { Verification } from '../../store/verifications.ts';
import { verificationUrl } from '../../url/result-url.ts';
import type { PageContext } from '../page.ts';
import { PacticipantLink, VersionLink } from '../parts/links.tsx';
import { StackedTable } from '../parts/stacked-table.tsx';
import { StateBadge } from '../parts/state.tsx';
import { Timestamp } from '../parts/values.tsx';

interface Props {
  readonly context: PageContext;
  readonly pacts: readonly Pact[];
  /** The latest of each pact version. */
  readonly results: readonly Verification[];
  /** The pact versions that have changed since the last verification. */
  readonly changed: ReadonlySet<number>;
}

/** The pacts of a consumer version, with their latest results. */
export function PublishedPacts({ context: { urls, now }, pacts, results, changed }: Props) {
  if (pacts.length === 0) return null;
  const resultOf = ({ pactVersionId }: Pact) => results.find((result) => result.pactVersionId === pactVersionId);
  return (
    <section aria-labelledby="pacts">
      <h2 id="pacts">Published pacts</h2>
      <StackedTable caption="Pacts of this version" columns={['Provider', 'Pact', 'Latest result', 'Matrix']}>
        {pacts.map((pact) => {
          const result = resultOf(pact);
          return (
            <tr>
              <td data-label="Provider">
                <PacticipantLink urls={urls} name={pact.provider} />
              </td>
              <td data-label="Pact">
                <a
                  href={urls.pact(pact.provider, pact.consumer, pact.consumerVersion)}
                >{`pact with ${pact.provider}`}</a>
                , published <Timestamp time={pact.createdAt} now={now} />
              </td>
              <td data-label="Latest result">
                {result ? (
                  <>
                    <StateBadge
                      of={result.success === 1 ? 'verified' : 'failed'}
                      href={verificationUrl(result, urls)}
                    />{' '}
                    by <VersionLink urls={urls} name={result.provider} number={result.providerVersion} />
                  </>
                ) : (
                  <StateBadge of={changed.has(pact.pactVersionId) ? 'changed' : 'unverified'} />
                )}
              </td>
              <td data-label="Matrix">
                <a href={urls.href`/matrix/provider/${pact.provider}/consumer/${pact.consumer}`}>
                  matrix<span class="visually-hidden">{` with ${pact.provider}`}</span>
                </a>
              </td>
            </tr>
          );
        })}
      </StackedTable>
    </section>
  );
}
