import type { OpenBroker } from '../../broker/connect.ts';
import { canIDeploy } from '../../gate/can-i-deploy.ts';
import type { Placement } from '../../gate/record.ts';
import { report } from '../../gate/report.ts';
import type { Values } from './command.ts';
import { lasting } from './with-broker.ts';

/** What record-deployment and record-release have in common. */
export const placementOptions = {
  pacticipant: { value: '<name>', required: true, description: 'who is there now' },
  version: { value: '<version>', required: true, description: 'which version of it' },
  environment: { value: '<name>', required: true, description: 'where' },
  'create-environment': { description: 'create the environment if it is not there' },
  production: { description: 'it is a production environment (one named production is in any case)' },
} as const;

/** The placement that the options describe. */
export function placementOf(options: Values<typeof placementOptions>): Placement {
  const { pacticipant, version, environment, production } = options;
  const createEnvironment = options['create-environment'] ? { production } : undefined;
  return { pacticipant, version, environment, createEnvironment };
}

/** Says that it is recorded. What the gate would have refused is recorded all the same, for it is a fact; but not silently. */
export async function tellRecorded(
  broker: OpenBroker,
  what: 'deployment' | 'release',
  placement: Placement,
  json: boolean,
): Promise<0> {
  const { pacticipant, version, environment } = placement;
  const question = { pacticipant, version, to: { environment } };
  const verdict = await canIDeploy(broker.access, question);
  const recorded = { recorded: what, pacticipant, version, environment, canIDeploy: verdict.verdict };
  if (json) console.log(JSON.stringify(recorded));
  else console.log(`Recorded: ${what} of ${pacticipant} ${version} to ${environment}.`);
  if (!json && verdict.deployable !== true) {
    console.error(
      `warning: can-i-deploy would not have let it go there:\n${lasting(report(question, verdict), broker)}`,
    );
  }
  return 0;
}
