import { plural } from '../../../text/duration.ts';
import type { Element, PageContext } from '../page.ts';
import { Pager, pageNumber, query } from '../parts/pagination.tsx';
import { renderAhead } from '../parts/render-ahead.ts';
import { Interaction } from './interaction.tsx';
import {
  filterInteractions,
  type InteractionFilter,
  InteractionFilterForm,
  isFiltered,
  parseInteractionFilter,
} from './interaction-filter.tsx';
import { InteractionPages, type NumberedInteraction } from './interaction-pages.ts';
import { TableOfContents } from './table-of-contents.tsx';
import { UsageInteraction } from './usage-interaction.tsx';
import { UsageSection } from './usage-section.tsx';
import { isUsage, type UsageLocations, usageLocationsOf, usageView } from './usage-view.ts';

/** Up to this number of interactions, all are expanded. */
const MAX_OPEN = 5;
/** Up to this number of interactions, a pact has no filter. */
const MAX_UNFILTERED = 8;

/** One page of the interactions of a pact. */
interface InteractionsPage {
  readonly filter: InteractionFilter;
  /** All that match the filter, by page. */
  readonly pages: InteractionPages;
  readonly matching: readonly NumberedInteraction[];
  readonly pageNumber: number;
  /** The rendered articles of the page: of messages and requests, and of uses. */
  readonly messages: readonly Element[];
  readonly uses: readonly Element[];
}

/** The interactions of the page and the filter that the URL names. Yields to other requests while it works. */
export async function selectInteractions(
  context: PageContext,
  pact: unknown,
  interactions: readonly NumberedInteraction[],
): Promise<InteractionsPage> {
  const filter = parseInteractionFilter(context);
  const locationsOf = usageLocationsOf(pact);
  const matching = filterInteractions(interactions, filter);
  const pages = await InteractionPages.of(matching, locationsOf);
  const { number } = pageNumber(context, 1);
  const own = pages.pages[number - 1] ?? [];
  const isOpen = matching.length <= MAX_OPEN;
  return {
    filter,
    pages,
    matching,
    pageNumber: number,
    messages: await renderAhead(own.filter(isMessage), (one) => <Interaction {...one} isOpen={isOpen} />),
    uses: await renderAhead(
      own.filter((one) => !isMessage(one)),
      (one) => <UseArticle {...one} isOpen={isOpen} locationsOf={locationsOf} />,
    ),
  };
}

interface Props {
  /** The whole pact, parsed. */
  readonly pact: unknown;
  /** All interactions of the pact. */
  readonly all: readonly NumberedInteraction[];
  readonly shown: InteractionsPage;
}

/** Messages and requests, then the uses of the provider's API, with a filter and a table of contents if there are many. */
export function InteractionSections({ pact, all, shown }: Props) {
  const { pages, matching, filter, messages, uses } = shown;
  const total = pages.pages.length;
  const urlOf = (number: number) => {
    const page = pages.pageOf(number);
    const path = page === shown.pageNumber ? '' : pageUrl(filter, page);
    return `${path}#interaction-${number}`;
  };
  const messageCount = matching.filter(isMessage).length;
  const from = pages.pages.slice(0, shown.pageNumber - 1).flat().length;
  return (
    <div id="contents">
      {(all.length > MAX_UNFILTERED || isFiltered(filter) || filter.result !== '') && (
        <section aria-labelledby="contents-heading">
          <h2 id="contents-heading">
            Contents <span class="count">{describeCounts(all, matching)}</span>
          </h2>
          <InteractionFilterForm
            filter={filter}
            hasResults={all.some(({ interaction }) => interaction.success !== undefined)}
          />
          {matching.length === 0 && <p>No interaction matches.</p>}
          {matching.length > 0 && <TableOfContents entries={matching} from={from} urlOf={urlOf} />}
        </section>
      )}
      {(messages.length > 0 || all.length === 0) && (
        <section aria-labelledby="interactions">
          <h2 id="interactions">
            Interactions <span class="count">{messageCount}</span>
          </h2>
          {messages}
        </section>
      )}
      {uses.length > 0 && <UsageSection pact={pact} articles={uses} total={matching.length - messageCount} />}
      <Pager
        page={{ number: shown.pageNumber, size: 1 }}
        total={total}
        href={(page) => `${pageUrl(filter, page)}#contents`}
      />
    </div>
  );
}

function pageUrl({ search, result }: InteractionFilter, page: number): string {
  return query({ search, result, page });
}

/** `3 of 200 interactions, 1 of them failed` */
function describeCounts(all: readonly NumberedInteraction[], matching: readonly NumberedInteraction[]): string {
  const failed = matching.filter(({ interaction }) => interaction.success === false).length;
  const count = matching.length < all.length ? `${matching.length} of ` : '';
  return `${count}${plural(all.length, 'interaction')}${failed > 0 ? `, ${failed} failed` : ''}`;
}

interface UseArticleProps extends NumberedInteraction {
  readonly isOpen: boolean;
  readonly locationsOf: UsageLocations;
}

/** A use in a form that is unknown here is shown as the message that it is. */
function UseArticle({ interaction, number, isOpen, locationsOf }: UseArticleProps) {
  const view = usageView(interaction, locationsOf);
  return view ? (
    <UsageInteraction interaction={interaction} view={view} number={number} isOpen={isOpen} />
  ) : (
    <Interaction interaction={interaction} number={number} isOpen={isOpen} />
  );
}

const isMessage = ({ interaction }: NumberedInteraction) => !isUsage(interaction);
