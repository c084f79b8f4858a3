import type { PageContext } from '../page.ts';
import { Pager, pageNumber, query } from '../parts/pagination.tsx';
import type { AnnotatedInteraction } from './annotated-pact.ts';
import { Interaction } from './interaction.tsx';
import { type NumberedInteraction, UsageSection } from './usage-section.tsx';
import { isUsage } from './usage-view.ts';

interface Props {
  readonly context: PageContext;
  /** The whole pact, parsed. */
  readonly pact: unknown;
  /** Messages and requests first, then uses. */
  readonly interactions: readonly AnnotatedInteraction[];
  readonly pageSize: number;
}

/** One page of interactions: messages and requests, then the uses of the provider's API, which `?use=` searches by name. */
export function InteractionSections({ context, pact, interactions, pageSize }: Props) {
  const search = (context.c.req.query('use') ?? '').trim();
  const numbered = numberMatching(interactions, search);
  const page = pageNumber(context, pageSize);
  const shown = numbered.slice((page.number - 1) * pageSize, page.number * pageSize);
  const [messages, uses] = [shown.filter(isMessage), shown.filter((one) => !isMessage(one))];
  const messageCount = numbered.filter(isMessage).length;
  return (
    <div id="contents">
      {(messages.length > 0 || interactions.length === 0) && (
        <section aria-labelledby="interactions">
          <h2 id="interactions">
            Interactions <span class="count">{messageCount}</span>
          </h2>
          {messages.map(({ interaction, number }) => (
            <Interaction interaction={interaction} number={number} />
          ))}
        </section>
      )}
      {(uses.length > 0 || search !== '') && (
        <UsageSection pact={pact} shown={uses} total={numbered.length - messageCount} search={search} />
      )}
      <Pager
        page={page}
        total={numbered.length}
        href={(number) => `${query({ use: search, page: number })}#contents`}
      />
    </div>
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
