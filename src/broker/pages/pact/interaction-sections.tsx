import type { Page } from '../../store/page.ts';
import type { Element, PageContext } from '../page.ts';
import { Pager, pageNumber, query } from '../parts/pagination.tsx';
import { renderAhead } from '../parts/render-ahead.ts';
import type { AnnotatedInteraction } from './annotated-pact.ts';
import { Interaction } from './interaction.tsx';
import { UsageInteraction } from './usage-interaction.tsx';
import { UsageSection } from './usage-section.tsx';
import { isUsage, type UsageLocations, usageLocationsOf, usageView } from './usage-view.ts';

/** An interaction with its number in the pact, from 1. */
interface NumberedInteraction {
  readonly interaction: AnnotatedInteraction;
  readonly number: number;
}

/** One page of the interactions of a pact. */
interface InteractionsPage {
  readonly page: Page;
  readonly search: string;
  /** The rendered articles of the page: of messages and requests, and of uses. */
  readonly messages: readonly Element[];
  readonly uses: readonly Element[];
  /** How many messages and requests, and how many uses, all pages have. */
  readonly messageCount: number;
  readonly useCount: number;
}

/**
 * The interactions of the page that the URL names. `?use=` searches the uses of the provider's API by name. Yields to other requests while
 * it works.
 * @param interactions messages and requests first, then uses
 */
export async function selectInteractions(
  context: PageContext,
  pact: unknown,
  interactions: readonly AnnotatedInteraction[],
  size: number,
): Promise<InteractionsPage> {
  const search = (context.c.req.query('use') ?? '').trim();
  const numbered = numberMatching(interactions, search);
  const page = pageNumber(context, size);
  const locationsOf = usageLocationsOf(pact);
  const own = numbered.slice((page.number - 1) * size, page.number * size);
  const messageCount = numbered.filter(isMessage).length;
  return {
    page,
    search,
    messages: await renderAhead(own.filter(isMessage), (one) => <Interaction {...one} />),
    uses: await renderAhead(
      own.filter((one) => !isMessage(one)),
      (one) => <UseArticle {...one} locationsOf={locationsOf} />,
    ),
    messageCount,
    useCount: numbered.length - messageCount,
  };
}

interface Props {
  /** The whole pact, parsed. */
  readonly pact: unknown;
  readonly interactions: InteractionsPage;
}

/** Messages and requests, then the uses of the provider's API. */
export function InteractionSections({ pact, interactions }: Props) {
  const { page, search, messages, uses, messageCount, useCount } = interactions;
  return (
    <div id="contents">
      {(messages.length > 0 || (messageCount + useCount === 0 && search === '')) && (
        <section aria-labelledby="interactions">
          <h2 id="interactions">
            Interactions <span class="count">{messageCount}</span>
          </h2>
          {messages}
        </section>
      )}
      {(uses.length > 0 || search !== '') && (
        <UsageSection pact={pact} articles={uses} total={useCount} search={search} />
      )}
      <Pager
        page={page}
        total={messageCount + useCount}
        href={(number) => `${query({ use: search, page: number })}#contents`}
      />
    </div>
  );
}

/** A use in a form that is unknown here is shown as the message that it is. */
function UseArticle({ interaction, number, locationsOf }: NumberedInteraction & { locationsOf: UsageLocations }) {
  const view = usageView(interaction, locationsOf);
  return view ? (
    <UsageInteraction interaction={interaction} view={view} number={number} />
  ) : (
    <Interaction interaction={interaction} number={number} />
  );
}

/** The interactions with their numbers; with a search, only the uses whose name contains it. */
function numberMatching(interactions: readonly AnnotatedInteraction[], search: string): NumberedInteraction[] {
  const numbered = interactions.map((interaction, i) => ({ interaction, number: i + 1 }));
  if (search === '') return numbered;
  const matches = ({ description }: AnnotatedInteraction) => description.toLowerCase().includes(search.toLowerCase());
  return numbered.filter(({ interaction }) => isUsage(interaction) && matches(interaction));
}

const isMessage = ({ interaction }: NumberedInteraction) => !isUsage(interaction);
