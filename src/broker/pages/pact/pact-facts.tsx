import { matrixPath } from '../../../matrix/path.ts';
import type { Json } from '../../pact-json/json.ts';
import { specificationVersion } from '../../pact-json/pact-content.ts';
import type { Pact } from '../../store/pacts.ts';
import type { PageContext } from '../page.ts';
import { PacticipantLink, VersionLink } from '../parts/links.tsx';
import { Timestamp } from '../parts/values.tsx';

interface Props {
  readonly context: PageContext;
  readonly pact: Pact;
  /** Its content; undefined when it is too large to be parsed. */
  readonly json: Json | undefined;
}

/** Both sides of a pact, when it was published, and its specification version. */
export function PactFacts({ context: { urls, now }, pact, json }: Props) {
  const { consumer, provider, consumerVersion, createdAt } = pact;
  const specification = specificationOf(json);
  return (
    <dl class="facts">
      <div>
        <dt>Consumer</dt>
        <dd>
          <PacticipantLink urls={urls} name={consumer} />{' '}
          <VersionLink urls={urls} name={consumer} number={consumerVersion} />
        </dd>
      </div>
      <div>
        <dt>Provider</dt>
        <dd>
          <PacticipantLink urls={urls} name={provider} />
        </dd>
      </div>
      <div>
        <dt>Published</dt>
        <dd>
          <Timestamp time={createdAt} now={now} />
        </dd>
      </div>
      {specification && (
        <div>
          <dt>Specification</dt>
          <dd>{specification}</dd>
        </div>
      )}
      <div>
        <dt>See also</dt>
        <dd>
          <a href={matrixUrl(pact, urls)}>matrix</a>,{' '}
          <a href={urls.base + resultsPath(pact)}>results of this version</a>
        </dd>
      </div>
    </dl>
  );
}

function matrixUrl({ consumer, provider }: Pact, urls: PageContext['urls']): string {
  return urls.href`/matrix/provider/${provider}/consumer/${consumer}`;
}

/** The results of every provider version for the consumer version of a pact. */
function resultsPath({ consumer, consumerVersion, provider }: Pact): string {
  const selectors = [{ pacticipant: consumer, version: consumerVersion }, { pacticipant: provider }];
  return matrixPath({ selectors, latestby: 'cvpv' });
}

function specificationOf(pact: Json | undefined): string | undefined {
  const version = pact instanceof Map ? specificationVersion(pact) : undefined;
  return typeof version === 'string' ? version : undefined;
}
