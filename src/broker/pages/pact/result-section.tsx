import { howToVerify } from '../../../matrix/hints.ts';
import { plural } from '../../../text/duration.ts';
import type { Pact } from '../../store/pacts.ts';
import type { Verification } from '../../store/verifications.ts';
import type { PageContext } from '../page.ts';
import { ExternalLink, VersionLink } from '../parts/links.tsx';
import { query } from '../parts/pagination.tsx';
import { StateBadge } from '../parts/state.tsx';
import { Timestamp } from '../parts/values.tsx';
import type { AnnotatedInteraction } from './annotated-pact.ts';

interface Props {
  readonly context: PageContext;
  readonly pact: Pact;
  readonly result: Verification | undefined;
  readonly interactions: readonly AnnotatedInteraction[];
  /** As many interactions as are shown at a time. */
  readonly pageSize: number;
}

/** How the provider kept it: the verdict, by which version, and where it broke. */
export function ResultSection({ context: { to, now }, pact, result, interactions, pageSize }: Props) {
  if (!result) {
    return (
      <section aria-labelledby="result">
        <h2 id="result">Result</h2>
        <p>
          <StateBadge of="unverified" /> {`No version of ${pact.provider} has been verified against this content yet.`}
        </p>
        <p>{howToVerify(pact.provider)}</p>
      </section>
    );
  }
  const broken = interactions.filter(({ success }) => success === false);
  return (
    <section aria-labelledby="result">
      <h2 id="result">Result</h2>
      <p>
        <StateBadge of={result.success === 1 ? 'verified' : 'failed'} /> by {result.provider}{' '}
        <VersionLink to={to} name={result.provider} number={result.providerVersion} />{' '}
        <Timestamp time={result.createdAt} now={now} />
        {result.buildUrl && (
          <>
            {' · '}
            <ExternalLink href={result.buildUrl} text="build" />
          </>
        )}
        {result.pending === 1 && <span class="note"> It was pending, so the provider's build did not fail.</span>}
      </p>
      {result.success !== 1 && broken.length === 0 && (
        <p>The result does not say which interaction failed: look into the provider's build.</p>
      )}
      {broken.length > 0 && (
        <>
          <p>{`${plural(broken.length, 'interaction')} of ${interactions.length} not kept:`}</p>
          <ul class="broken">
            {broken.slice(0, pageSize).map((one) => (
              <li>
                <a href={addressOf(interactions.indexOf(one), pageSize)}>{one.description}</a>
                {fieldsIn(one)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** On the first page an anchor is enough. */
function addressOf(index: number, pageSize: number): string {
  const page = Math.floor(index / pageSize) + 1;
  return `${page > 1 ? query({ page }) : ''}#interaction-${index + 1}`;
}

function fieldsIn({ parts }: AnnotatedInteraction): string {
  const fields = parts.flatMap((part) => part.fields).filter(({ found }) => found.length > 0);
  return fields.length > 0 ? `: ${fields.map(({ path, part }) => path || part).join(', ')}` : '';
}
