import { buildHint } from '../../../matrix/hints.ts';
import { plural } from '../../../text/duration.ts';
import { listMissingUses, MISSING_OPTIONAL_USES } from '../../../usage/optional-uses.ts';
import type { EarlierResult } from '../../store/pact-results.ts';
import type { Pact } from '../../store/pacts.ts';
import type { Verification } from '../../store/verifications.ts';
import { verificationUrl } from '../../url/result-url.ts';
import type { PageContext } from '../page.ts';
import { ExternalLink, VersionLink } from '../parts/links.tsx';
import { query } from '../parts/pagination.tsx';
import { StateBadge } from '../parts/state.tsx';
import { Timestamp } from '../parts/values.tsx';
import type { AnnotatedInteraction } from './annotated-pact.ts';
import type { NumberedInteraction } from './interaction-pages.ts';
import { shortDescription } from './short-description.ts';
import { areShowable } from './test-results.ts';
import { isUsage } from './usage-view.ts';

interface Props {
  readonly context: PageContext;
  readonly pact: Pact;
  readonly result: Verification | undefined;
  /** The newest result of an earlier pact version, if this one has no result. */
  readonly earlier: EarlierResult | undefined;
  readonly interactions: readonly NumberedInteraction[];
  readonly urlOf: (number: number) => string;
}

/** The verification result of a pact: the provider version, and the interactions that failed. */
export function ResultSection({ context, pact, result, earlier, interactions, urlOf }: Props) {
  if (!result) return <NoResult context={context} pact={pact} earlier={earlier} />;
  const { urls, now } = context;
  const failed = interactions.filter(({ interaction }) => interaction.success === false);
  return (
    <section aria-labelledby="result">
      <h2 id="result">Result</h2>
      <p>
        <StateBadge of={result.success === 1 ? 'verified' : 'failed'} /> by {result.provider}{' '}
        <VersionLink urls={urls} name={result.provider} number={result.providerVersion} />{' '}
        <Timestamp time={result.createdAt} now={now} />
        {result.buildUrl && (
          <>
            {' · '}
            <ExternalLink href={result.buildUrl} text="build" />
          </>
        )}
        {result.success !== 1 && result.pending === 1 && (
          <span class="note"> The pact was pending, so this failure does not fail the provider's build.</span>
        )}
      </p>
      {result.success !== 1 && failed.length === 0 && (
        <p>{`${reasonForNoFailures(result)} See the provider's build.`}</p>
      )}
      <MissingFeatures result={result} />
      {failed.length > 0 && (
        <>
          <p>{`${failed.length} of ${plural(interactions.length, 'interaction')} failed:`}</p>
          <ul>
            {failed.slice(0, MAX_FAILED).map(({ interaction, number }) => (
              <li>
                <a href={urlOf(number)}>{shortDescription(interaction.description)}</a>
                {listFailedFields(interaction)}
              </li>
            ))}
            {failed.length > MAX_FAILED && (
              <li>
                and <a href={`${query({ result: 'failed' })}#contents`}>{`${failed.length - MAX_FAILED} more`}</a>
              </li>
            )}
          </ul>
        </>
      )}
    </section>
  );
}

/** The features of the consumer that are off with this version, where the result has recorded them. */
function MissingFeatures({ result: { testResults } }: { readonly result: Verification }) {
  const text = testResults ?? '';
  const tests: unknown = text.includes(MISSING_OPTIONAL_USES) && areShowable(text) ? JSON.parse(text) : [];
  const missing = listMissingUses(Array.isArray(tests) ? tests : []);
  if (missing.length === 0) return '';
  return (
    <>
      <p>With this version, features of the consumer are off:</p>
      <ul>
        {missing.slice(0, MAX_FEATURES).map((sentence) => (
          <li>{sentence}</li>
        ))}
        {missing.length > MAX_FEATURES && <li>{`and ${missing.length - MAX_FEATURES} more`}</li>}
      </ul>
    </>
  );
}

/** The section for a pact version without a result: whether an earlier pact version has one, and what to do. */
function NoResult({ context: { urls, now }, pact, earlier }: Pick<Props, 'context' | 'pact' | 'earlier'>) {
  return (
    <section aria-labelledby="result">
      <h2 id="result">Result</h2>
      <p>
        <StateBadge of={earlier ? 'changed' : 'unverified'} />{' '}
        {`No version of ${pact.provider} has verified this pact version yet.`}
        {earlier && (
          <>
            {' The pact has changed since the last verification: '}
            <StateBadge
              of={earlier.success === 1 ? 'verified' : 'failed'}
              href={verificationUrl({ ...pact, ...earlier }, urls)}
            />
            {' by '}
            <VersionLink urls={urls} name={pact.provider} number={earlier.providerVersion} />{' '}
            <Timestamp time={earlier.createdAt} now={now} />.
          </>
        )}
      </p>
      <p>{buildHint(pact.provider)}</p>
    </section>
  );
}

function reasonForNoFailures({ testResults }: Verification): string {
  return testResults === null || areShowable(testResults)
    ? 'The result does not name the interactions that failed.'
    : 'The result is too large to be shown here.';
}

/** The maximum number of listed features. */
const MAX_FEATURES = 20;

/** The maximum numbers of listed failed interactions, and of listed fields of each. */
const MAX_FAILED = 20;
const MAX_FIELDS = 5;

/** The failures of a usage interaction are sentences, shown with the interaction itself. */
function listFailedFields(interaction: AnnotatedInteraction): string {
  if (isUsage(interaction)) return '';
  const { parts } = interaction;
  const fields = parts.flatMap((part) => part.fields).filter(({ mismatches }) => mismatches.length > 0);
  if (fields.length === 0) return '';
  const names = fields.slice(0, MAX_FIELDS).map(({ path, part }) => path || part);
  const more = fields.length > MAX_FIELDS ? ` and ${fields.length - MAX_FIELDS} more` : '';
  return `: ${names.join(', ')}${more}`;
}
