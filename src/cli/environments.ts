import { loadConfig } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import { createEnvironment, updateEnvironment } from '../gate/change-environment.ts';
import type { EnvironmentChoice } from '../gate/chosen-environment.ts';
import { deleteEnvironment, placementCounts } from '../gate/delete-environment.ts';
import {
  type DescribedEnvironment,
  describeEnvironments,
  type EnvironmentAttributes,
} from '../gate/environment-attributes.ts';
import { commandStart } from '../text/command.ts';
import { reportText } from '../text/report.ts';
import { defineCommand, type Values } from './support/run-command.ts';
import { defineSubcommands } from './support/subcommands.ts';
import { withBroker, withExistingBroker } from './support/with-broker.ts';

const start = commandStart('environments');

const choiceOptions = {
  environment: { value: '<name>', description: 'the environment' },
  uuid: { value: '<uuid>', description: 'its UUID, instead of --environment' },
} as const;

const attributeOptions = {
  'display-name': {
    value: '<text>',
    description: 'the name that pages show (default: the broker derives it from the name)',
  },
  production: { description: 'it is a production environment (the name "production" implies this)' },
  'contact-name': { value: '<name>', description: 'the team or person that is responsible for it' },
  'contact-email-address': { value: '<address>', description: 'their address; requires --contact-name' },
} as const;

const list = defineCommand(
  { usage: `${start} list`, summary: 'Lists the environments of the Pact Broker.', options: {} },
  ({ json }) =>
    withExistingBroker(loadConfig(), async ({ access }) => {
      const environments = await describeEnvironments(access);
      console.log(json ? JSON.stringify({ environments }) : environmentsReport(environments));
      return 0;
    }),
);

const create = defineCommand(
  {
    usage: `${start} create`,
    summary: 'Creates an environment at the Pact Broker.',
    options: {
      name: { value: '<name>', required: true, description: 'the name that commands use, without spaces' },
      ...attributeOptions,
    },
    examples: [`${start} create --name staging --display-name 'Staging (EU)'`],
  },
  async ({ json, name, production, ...values }) => {
    const attributes = { name, production, ...attributesOf(values) };
    return withBroker(loadConfig(), async ({ access }) => {
      const environment = await createEnvironment(access, attributes);
      if (json) console.log(JSON.stringify({ created: name, environment }));
      else console.log(`Created: environment ${describe(environment)}.`);
      return 0;
    });
  },
);

const update = defineCommand(
  {
    usage: `${start} update`,
    summary: 'Changes an environment of the Pact Broker. Attributes that are not given do not change.',
    options: {
      ...choiceOptions,
      name: { value: '<name>', description: 'its new name' },
      ...attributeOptions,
      'not-production': { description: 'it is no longer a production environment' },
    },
    examples: [`${start} update --environment staging --name acceptance --not-production`],
  },
  async ({ json, environment, uuid, name, production, notProduction, ...values }) => {
    const choice = choiceOf(environment, uuid);
    if (production && notProduction) throw new ContractError('USAGE', 'give either --production or --not-production');
    const changes = {
      ...attributesOf(values),
      ...(name !== undefined && { name }),
      ...((production || notProduction) && { production }),
    };
    if (Object.keys(changes).length === 0) throw new ContractError('USAGE', 'no change is given');
    return withExistingBroker(loadConfig(), async ({ access }) => {
      const updated = await updateEnvironment(access, choice, changes);
      if (json) console.log(JSON.stringify({ updated: environment ?? uuid, environment: updated }));
      else console.log(`Updated: environment ${describe(updated)}.`);
      return 0;
    });
  },
);

const remove = defineCommand(
  {
    usage: `${start} delete`,
    summary: 'Deletes an environment of the Pact Broker, with the deployments and releases that are recorded there.',
    options: { ...choiceOptions, force: { description: 'delete it even if versions are deployed or released there' } },
    examples: [`${start} delete --environment staging`],
  },
  async ({ json, environment, uuid, force }) => {
    const choice = choiceOf(environment, uuid);
    return withExistingBroker(loadConfig(), async ({ access }) => {
      const deleted = await deleteEnvironment(access, choice, { force });
      const { deployed, released } = deleted;
      if (json) console.log(JSON.stringify({ deleted: deleted.name, uuid: deleted.uuid, deployed, released }));
      else console.log(`Deleted: environment ${deleted.name}, with ${placementCounts(deleted)}.`);
      return 0;
    });
  },
);

export const run = defineSubcommands('environments', {
  summary: 'Lists, creates, changes and deletes the environments of the Pact Broker.',
  subcommands: [
    { name: 'list', summary: 'list the environments (default)', run: list },
    { name: 'create', summary: 'create an environment', run: create },
    { name: 'update', summary: 'change an environment', run: update },
    { name: 'delete', summary: 'delete an environment', run: remove },
  ],
});

function choiceOf(name: string | undefined, uuid: string | undefined): EnvironmentChoice {
  if (name !== undefined && uuid === undefined) return { name };
  if (uuid !== undefined && name === undefined) return { uuid };
  throw new ContractError('USAGE', 'give either --environment or --uuid');
}

type AttributeValues = Omit<Values<typeof attributeOptions>, 'json' | 'production'>;

function attributesOf(values: AttributeValues): Pick<EnvironmentAttributes, 'displayName' | 'contacts'> {
  const { displayName, contactName: name, contactEmailAddress: emailAddress } = values;
  if (emailAddress !== undefined && name === undefined)
    throw new ContractError('USAGE', '--contact-email-address requires --contact-name');
  return {
    ...(displayName !== undefined && { displayName }),
    ...(name !== undefined && {
      contacts: [{ name, ...(emailAddress !== undefined && { details: { emailAddress } }) }],
    }),
  };
}

function describe({ name, displayName, production }: DescribedEnvironment): string {
  const details = [displayName, production && 'production'].filter(Boolean).join(', ');
  return details ? `${name} (${details})` : name;
}

function environmentsReport(environments: readonly DescribedEnvironment[]): string {
  const headings = ['name', 'display name', 'production', 'contact', 'uuid'];
  const rows = environments.map(({ name, displayName = '-', production, contacts = [], uuid }) => [
    name,
    displayName,
    production ? 'yes' : 'no',
    contacts.map((contact) => contact.name).join(', ') || '-',
    uuid,
  ]);
  const count = environments.length;
  return reportText({
    conclusion: count === 1 ? '1 environment.' : `${count} environments.`,
    parts: [{ headings, rows }],
  });
}
