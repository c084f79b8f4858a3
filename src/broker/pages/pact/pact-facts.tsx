import { isComparable } from '../../pact-json/difference.ts';
import type { Json } from '../../pact-json/json.ts';
import { parseJson } from '../../pact-json/json-reader.ts';
import { specificationVersion } from '../../pact-json/pact-content.ts';
import type { Pact, PactWithContent } from '../../store/pacts.ts';
import type { PageContext } from '../page.ts';
import { PacticipantLink, VersionLink } from '../parts/links.tsx';
import { Timestamp } from '../parts/values.tsx';

/** Both sides of a pact, when it was published, and in which form. */
export function PactFacts({ context: { urls, now }, pact }: { context: PageContext; pact: PactWithContent }) {
  const { consumer, provider, consumerVersion, createdAt } = pact;
  const specification = isComparable(pact.content) ? specificationOf(pact) : undefined;
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
          <a href={matrixUrl(pact, urls)}>matrix</a>
        </dd>
      </div>
    </dl>
  );
}

function matrixUrl({ consumer, provider }: Pact, urls: PageContext['urls']): string {
  return urls.href`/matrix/provider/${provider}/consumer/${consumer}`;
}

function specificationOf({ content }: PactWithContent): string | undefined {
  const pact: Json = parseJson(content);
  const version = pact instanceof Map ? specificationVersion(pact) : undefined;
  return typeof version === 'string' ? version : undefined;
}
