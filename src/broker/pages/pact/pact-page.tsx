import { isComparable } from '../../pact-json/difference.ts';
import { parseJsonAsync } from '../../pact-json/json-reader.ts';
import { findLastEarlierResult } from '../../store/pact-results.ts';
import { findPreviousDistinctPact, type Pact, type PactWithContent } from '../../store/pacts.ts';
import type { Verification } from '../../store/verifications.ts';
import type { PageContent, PageContext } from '../page.ts';
import { Name } from '../parts/name.tsx';
import { query } from '../parts/pagination.tsx';
import { annotatePact, annotateParsedPact } from './annotated-pact.ts';
import { parseExactJson } from './exact-json.ts';
import { isFiltered } from './interaction-filter.tsx';
import { InteractionPages } from './interaction-pages.ts';
import { InteractionSections, selectInteractions } from './interaction-sections.tsx';
import { comparePacts } from './pact-changes.ts';
import { PactChangesSection, presentChanges } from './pact-changes-section.tsx';
import { PactFacts } from './pact-facts.tsx';
import { isShowable } from './page-size.ts';
import { presentResultList } from './result-list.tsx';
import { ResultSection } from './result-section.tsx';
import { parseTestResults } from './test-results.ts';
import { isUsage, usageLocationsOf } from './usage-view.ts';

/** A pact with a verification result, its interactions, and the changes since the previous pact version. */
export async function pactPage(
  context: PageContext,
  pact: PactWithContent,
  result: Verification | undefined,
): Promise<PageContent> {
  const { db } = context;
  const previous = await findPreviousDistinctPact(db, pact);
  if (!(await isShowable(pact.content)) || (previous && !(await isShowable(previous.content))))
    return largePactPage(context, pact);
  const exact = await parseExactJson(pact.content);
  const all = await annotateParsedPact(exact, await parseTestResults(result?.testResults ?? null));
  const interactions = [...all.filter((one) => !isUsage(one)), ...all.filter(isUsage)];
  const numbered = interactions.map((interaction, i) => ({ interaction, number: i + 1 }));
  const changes =
    previous && (await presentChanges(await comparePacts(await annotatePact(previous.content, []), interactions)));
  const shown = await selectInteractions(context, exact.value, numbered);
  const pages = isFiltered(shown.filter)
    ? await InteractionPages.of(numbered, usageLocationsOf(exact.value))
    : shown.pages;
  const body = (
    <>
      <PactHeading pact={pact} />
      <PactFacts context={context} pact={pact} json={exact.json} />
      <ResultSection
        context={context}
        pact={pact}
        result={result}
        earlier={result ? undefined : await findLastEarlierResult(db, pact)}
        interactions={numbered}
        urlOf={(number) => {
          const page = pages.pageOf(number);
          const isShown = page === shown.pageNumber && !isFiltered(shown.filter);
          return `${isShown ? '' : query({ page })}#interaction-${number}`;
        }}
      />
      {await presentResultList(context, pact, result?.id)}
      {previous && changes && (
        <PactChangesSection context={context} pact={pact} previous={previous} changes={changes} />
      )}
      <InteractionSections pact={exact.value} all={numbered} shown={shown} />
    </>
  );
  return { ...headOf(context, pact), body };
}

function PactHeading({ pact: { consumer, provider } }: { pact: Pact }) {
  return (
    <h1>
      Pact between <Name text={consumer} /> and <Name text={provider} />
    </h1>
  );
}

function headOf({ urls }: PageContext, { consumer, consumerVersion, provider }: Pact) {
  const breadcrumbs = [
    { name: 'Pacticipants', href: `${urls.base}/pacticipants` },
    { name: consumer, href: urls.pacticipant(consumer) },
    { name: consumerVersion, href: urls.version(consumer, consumerVersion) },
  ];
  const title = `${consumer} ${consumerVersion} and ${provider}`;
  return { title, breadcrumbs, crumb: `Pact with ${provider}` };
}

/** The page of a pact with too many or too large interactions to show. */
async function largePactPage(context: PageContext, pact: PactWithContent): Promise<PageContent> {
  const json = isComparable(pact.content) ? await parseJsonAsync(pact.content) : undefined;
  const body = (
    <>
      <PactHeading pact={pact} />
      <PactFacts context={context} pact={pact} json={json} />
      <p>
        This pact, or the one before it, is too large to be shown here. <a href="?as=hal">Show its JSON</a>
      </p>
      {await presentResultList(context, pact, undefined)}
    </>
  );
  return { ...headOf(context, pact), body };
}
