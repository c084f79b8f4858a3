import type { BrokerContext } from '../context.ts';
import type { Environment } from '../store/environments.ts';
import { resourceUrl } from '../url/request.ts';
import type { Urls } from '../url/urls.ts';
import { timestamps } from './hal.ts';

/** An environment, with links to what is deployed and released there. */
export function presentEnvironment(environment: Environment, urls: Urls) {
  const { uuid, name, production, contacts } = environment;
  const displayName = displayNameOf(environment);
  const self = urls.environment(uuid);
  return {
    uuid,
    name,
    displayName,
    production,
    contacts: contacts?.map(({ name: contact, details }) => ({ name: contact, details })),
    ...timestamps(environment),
    _links: {
      self: { title: 'Environment', name, href: self },
      'pb:currently-deployed-deployed-versions': {
        title: `Versions currently deployed to ${displayName} environment`,
        href: `${self}/deployed-versions/currently-deployed`,
      },
      'pb:currently-supported-released-versions': {
        title: `Versions released and supported in ${displayName} environment`,
        href: `${self}/released-versions/currently-supported`,
      },
      'pb:environments': { title: 'Environments', href: urls.href`/environments` },
    },
  };
}

export function displayNameOf({ displayName, name }: Pick<Environment, 'displayName' | 'name'>): string {
  return displayName ?? name;
}

export function presentEnvironments(c: BrokerContext, environments: Environment[]) {
  const { urls } = c.var;
  return {
    _embedded: { environments: environments.map((environment) => presentEnvironment(environment, urls)) },
    _links: {
      self: { title: 'Environments', href: resourceUrl(c) },
      'pb:environments': environments.map(({ uuid, name }) => ({
        title: 'Environment',
        name,
        href: urls.environment(uuid),
      })),
    },
  };
}
