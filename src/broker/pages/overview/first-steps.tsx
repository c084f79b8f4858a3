import type { PageContext } from '../page.ts';
import { BrokerCommand } from '../parts/command.tsx';

/** What an empty broker shows: the commands that fill it. */
export function FirstSteps({ context }: { context: PageContext }) {
  const deployment = { pacticipant: '<name>', version: '<version>', environment: 'production' };
  return (
    <>
      <h1>No pacts yet</h1>
      <p>This broker is empty. Three commands fill it:</p>
      <ol class="steps">
        <li>
          <p>Publish the consumer's pact</p>
          <BrokerCommand context={context} name="pact:publish" />
        </li>
        <li>
          <p>Verify the provider against it</p>
          <BrokerCommand context={context} name="pact:verify" />
        </li>
        <li>
          <p>Record which version is deployed where, so that can-i-deploy can refuse a release that breaks it</p>
          <BrokerCommand context={context} name="record-deployment" options={deployment} />
        </li>
      </ol>
      <p>Every other Pact Broker client works with this address as well.</p>
    </>
  );
}
