import { verdictSentence } from '../../../matrix/verdict.ts';
import { shortenShas } from '../../../text/short-sha.ts';
import { displayNameOf } from '../../hal/environment.ts';
import type { DeployVerdict, ExplainedReason, Subject } from '../../queries/verdicts.ts';
import type { PageContext } from '../page.ts';
import { BrokerCommand } from '../parts/command.tsx';

const symbols: Record<ExplainedReason['type'], string> = { error: '✘', warning: '!', success: '✔' };

interface Props {
  readonly context: PageContext;
  readonly subject: Subject;
  readonly verdict: DeployVerdict;
}

/** Whether a version can be deployed to an environment, with every reason and its next step. */
export function Verdict({ context, subject: { pacticipant, version }, verdict }: Props) {
  const { environment, reasons, links } = verdict;
  return (
    <article class={`verdict ${verdict.verdict}`}>
      <h3>
        <a href={context.urls.environment(environment.uuid)}>{displayNameOf(environment)}</a>
      </h3>
      <p class="sentence">
        {shortenShas(verdictSentence(verdict.verdict, `${pacticipant} ${version}`, environment.name))}
      </p>
      <ul class="reasons">
        {reasons.map(({ type, text, next }) => (
          <li class={type}>
            <span aria-hidden="true">{symbols[type]}</span> {shortenShas(text)}
            {next && (
              <p class="next">
                <Linked text={next} links={links} />
              </p>
            )}
          </li>
        ))}
      </ul>
      <Contacts contacts={environment.contacts} />
      <BrokerCommand
        context={context}
        name="can-i-deploy"
        options={{ pacticipant, version, 'to-environment': environment.name }}
      />
    </article>
  );
}

/** A text in which the URL of a result is a link. */
function Linked({ text, links }: { text: string; links: readonly string[] }) {
  const link = links.find((one) => text.includes(one));
  if (!link) return <>{text}</>;
  const start = text.indexOf(link);
  return (
    <>
      {text.slice(0, start)}
      <a href={new URL(link).pathname}>the result</a>
      {text.slice(start + link.length)}
    </>
  );
}

function Contacts({ contacts = [] }: Pick<DeployVerdict['environment'], 'contacts'>) {
  if (contacts.length === 0) return null;
  return <p class="contacts">{`Contact: ${contacts.map(({ name }) => name).join(', ')}.`}</p>;
}
