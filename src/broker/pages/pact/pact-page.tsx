import { isComparable } from '../../pact-json/difference.ts';
import type { Json } from '../../pact-json/json.ts';
import { parseJson } from '../../pact-json/json-reader.ts';
import { specificationVersion } from '../../pact-json/pact-content.ts';
import { findPreviousDistinctPact, type Pact, type PactWithContent } from '../../store/pacts.ts';
import type { Verification } from '../../store/verifications.ts';
import type { PageContent, PageContext } from '../page.ts';
import { PacticipantLink, VersionLink } from '../parts/links.tsx';
import { Pager, pageNumber, query } from '../parts/pagination.tsx';
import { Timestamp } from '../parts/values.tsx';
import { annotatePact } from './annotated-pact.ts';
import { Interaction } from './interaction.tsx';
import { comparePacts } from './pact-changes.ts';
import { PactChangesSection } from './pact-changes-section.tsx';
import { isShowable } from './page-size.ts';
import { ResultSection } from './result-section.tsx';
import { parseTestResults } from './test-results.ts';

/** Interactions per page. */
const PAGE_SIZE = 50;

/** A pact with a verification result, its interactions, and the changes since the previous pact version. */
export async function pactPage(
  context: PageContext,
  pact: PactWithContent,
  result: Verification | undefined,
): Promise<PageContent> {
  const { db } = context;
  const { consumer, provider } = pact;
  const previous = await findPreviousDistinctPact(db, pact);
  if (!(await isShowable(pact.content)) || (previous && !(await isShowable(previous.content))))
    return largePactPage(context, pact);
  const interactions = await annotatePact(pact.content, parseTestResults(result?.testResults ?? null));
  const changes = previous && (await comparePacts(await annotatePact(previous.content, []), interactions));
  const page = pageNumber(context, PAGE_SIZE);
  const from = (page.number - 1) * PAGE_SIZE;
  const body = (
    <>
      <h1>{`Pact between ${consumer} and ${provider}`}</h1>
      <Facts context={context} pact={pact} />
      <ResultSection context={context} pact={pact} result={result} interactions={interactions} pageSize={PAGE_SIZE} />
      {previous && changes && <PactChangesSection context={context} previous={previous} changes={changes} />}
      <section aria-labelledby="interactions">
        <h2 id="interactions">
          Interactions <span class="count">{interactions.length}</span>
        </h2>
        {interactions.slice(from, from + PAGE_SIZE).map((interaction, i) => (
          <Interaction interaction={interaction} number={from + i + 1} />
        ))}
        <Pager page={page} total={interactions.length} href={(number) => `${query({ page: number })}#interactions`} />
      </section>
    </>
  );
  return { ...headOf(context, pact), body };
}

function headOf({ urls }: PageContext, { consumer, consumerVersion, provider }: Pact) {
  const breadcrumbs = [
    { name: consumer, href: urls.pacticipant(consumer) },
    { name: consumerVersion, href: urls.version(consumer, consumerVersion) },
  ];
  return { title: `${consumer} ${consumerVersion} and ${provider}`, breadcrumbs };
}

/** The page of a pact with too many or too large interactions to show. */
function largePactPage(context: PageContext, pact: PactWithContent): PageContent {
  const body = (
    <>
      <h1>{`Pact between ${pact.consumer} and ${pact.provider}`}</h1>
      <Facts context={context} pact={pact} />
      <p>
        This pact, or the one before it, is too large to be shown here. <a href="?as=hal">Show its JSON</a>
      </p>
    </>
  );
  return { ...headOf(context, pact), body };
}

function Facts({ context: { urls, now }, pact }: { context: PageContext; pact: PactWithContent }) {
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
