import { consumer } from '../../../contracts/interactions.ts';
import { command } from '../../../text/command.ts';
import type { PageContext } from '../page.ts';
import { Command } from '../parts/command.tsx';
import { projectCommand } from '../parts/project-command.ts';

/** What an empty broker shows: the three commands that fill it. */
export function FirstSteps({ context }: { context: PageContext }) {
  const steps = [
    ['The consumer publishes what it relies on', command('pact:publish')],
    ['The provider is verified against it', command('pact:verify')],
    [
      'What runs where is recorded, so that nothing is released that would break it',
      command('record-deployment', { pacticipant: consumer, version: '<version>', environment: 'production' }),
    ],
  ] as const;
  return (
    <>
      <h1>Nothing is here yet</h1>
      <p>This broker is empty. Three commands fill it:</p>
      <ol class="steps">
        {steps.map(([what, text]) => (
          <li>
            <p>{what}</p>
            <Command text={projectCommand(context, text)} />
          </li>
        ))}
      </ol>
      <p>Any client of a Pact Broker may do the same at this address.</p>
    </>
  );
}
