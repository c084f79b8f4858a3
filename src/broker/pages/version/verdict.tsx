import { verdictSentence } from '../../../matrix/verdict.ts';
import { command } from '../../../text/command.ts';
import { shortenShas } from '../../../text/short-sha.ts';
import { displayNameOf } from '../../hal/environment.ts';
import type { DeployVerdict, ExplainedReason, Subject } from '../../queries/verdicts.ts';
import type { PageContext } from '../page.ts';
import { Command } from '../parts/command.tsx';
import { projectCommand } from '../parts/project-command.ts';

const marks: Record<ExplainedReason['type'], string> = { error: '✘', warning: '!', success: '✔' };

interface Props {
  readonly context: PageContext;
  readonly subject: Subject;
  readonly verdict: DeployVerdict;
}

/** May it go there? Every reason, and what would change it. */
export function Verdict({ context, subject: { pacticipant, version }, verdict }: Props) {
  const { environment, reasons, links } = verdict;
  return (
    <article class={`verdict ${verdict.verdict}`}>
      <h3>
        <a href={context.to.environment(environment.uuid)}>{displayNameOf(environment)}</a>
      </h3>
      <p class="sentence">
        {shortenShas(verdictSentence(verdict.verdict, `${pacticipant} ${version}`, environment.name))}
      </p>
      <ul class="reasons">
        {reasons.map(({ type, text, next }) => (
          <li class={type}>
            <span aria-hidden="true">{marks[type]}</span> {shortenShas(text)}
            {next && (
              <p class="next">
                <Linked text={next} links={links} />
              </p>
            )}
          </li>
        ))}
      </ul>
      <Responsible contacts={environment.contacts} />
      <Command
        text={projectCommand(
          context,
          command('can-i-deploy', { pacticipant, version, 'to-environment': environment.name }),
        )}
      />
    </article>
  );
}

/** A text in which the addresses of this broker that it names can be followed. */
function Linked({ text, links }: { text: string; links: readonly string[] }) {
  const link = links.find((one) => text.includes(one));
  if (!link) return <>{text}</>;
  const at = text.indexOf(link);
  return (
    <>
      {text.slice(0, at)}
      <a href={new URL(link).pathname}>the result</a>
      {text.slice(at + link.length)}
    </>
  );
}

/** Who is to be asked about an environment. */
function Responsible({ contacts = [] }: Pick<DeployVerdict['environment'], 'contacts'>) {
  if (contacts.length === 0) return null;
  return <p class="contacts">{`To be asked: ${contacts.map(({ name }) => name).join(', ')}.`}</p>;
}
