import type { BrokerConnection } from '../../broker/connect.ts';
import { canIDeploy } from '../../gate/can-i-deploy.ts';
import type { Placement } from '../../gate/record.ts';
import { verdictReport } from '../../gate/report.ts';
import type { Values } from './run-command.ts';
import { withLastingLinks } from './with-broker.ts';

/** The options that record-deployment and record-release have in common. */
export const placementOptions = {
  pacticipant: { value: '<name>', required: true, description: 'pacticipant that was deployed or released' },
  version: { value: '<version>', required: true, description: 'its version' },
  environment: { value: '<name>', required: true, description: 'the environment' },
  'create-environment': { description: 'create the environment if it does not exist' },
  production: { description: 'create it as a production environment (the name "production" implies this)' },
} as const;

export function placementOf(values: Values<typeof placementOptions>): Placement {
  const { pacticipant, version, environment, production } = values;
  const createEnvironment = values.createEnvironment ? { production } : undefined;
  return { pacticipant, version, environment, createEnvironment };
}

/** Prints the recorded fact. It is recorded even if can-i-deploy would say no, but with a warning. */
export async function printRecorded(
  broker: BrokerConnection,
  kind: 'deployment' | 'release',
  { pacticipant, version, environment }: Placement,
  json: boolean,
): Promise<0> {
  const question = { pacticipant, version, to: { environment } };
  const verdict = await canIDeploy(broker.access, question);
  if (json) {
    console.log(JSON.stringify({ recorded: kind, pacticipant, version, environment, canIDeploy: verdict.verdict }));
    return 0;
  }
  console.log(`Recorded: ${kind} of ${pacticipant} ${version} to ${environment}.`);
  if (verdict.deployable !== true) {
    const reasons = withLastingLinks(verdictReport(question, verdict), broker);
    console.error(`warning: can-i-deploy would have refused this ${kind}:\n${reasons}`);
  }
  return 0;
}
