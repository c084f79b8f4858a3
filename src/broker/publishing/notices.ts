import type { Stored } from '../store/publications.ts';
import type { PactTriggerResult, QueuedDelivery } from '../webhooks/trigger-webhooks.ts';
import type { Publication } from './publication.ts';

/** A line that the publisher's tool shows to its user. */
export interface Notice {
  readonly type: 'debug' | 'info' | 'success' | 'warning' | 'prompt' | 'error';
  readonly text: string;
}

const notice =
  (type: Notice['type']) =>
  (text: string): Notice => ({ type, text });
export const [error, info] = [notice('error'), notice('info')];
const [debug, success, prompt] = [notice('debug'), notice('success'), notice('prompt')];
const warning = notice('warning');

/** What became of the version. */
export function versionNotices(publication: Publication, isNew: boolean): Notice[] {
  const { pacticipantName, versionNumber, branch, tags } = publication;
  const belongings = [branch && `branch ${branch}`, tags.length > 0 && `tags ${tags.join(', ')}`].filter(Boolean);
  const made = `${isNew ? 'Created' : 'Updated'} ${pacticipantName} version ${versionNumber}`;
  const told = debug([made, ...(belongings.length > 0 ? ['with', belongings.join(' and ')] : [])].join(' '));
  const step = '  Next steps:\n    Configure the version branch to be the value of your repository branch.';
  return branch === undefined ? [told, prompt(step)] : [told];
}

/** What became of one pact. */
export interface PublishedPact {
  readonly consumer: string;
  readonly consumerVersion: string;
  readonly provider: string;
  readonly url: string;
  readonly stored: Stored;
  /** What comes of it, webhooks included. */
  readonly reaction: PactTriggerResult;
  /** A result for any pact of the two has come. */
  readonly isVerified: boolean;
}

export function pactNotices(pact: PublishedPact): Notice[] {
  const events = pact.reaction.events.map(({ name, comment }) => (comment ? `${name} (${comment})` : name));
  return [
    storedNotice(pact),
    debug(`  View the published pact at ${pact.url}`),
    debug(`  Events detected: ${events.join(', ')}`),
    ...webhookNotices(pact.reaction),
    ...nextSteps(pact),
  ];
}

function storedNotice({ consumer, consumerVersion, provider, stored }: PublishedPact): Notice {
  const forWhom = `for ${consumer} version ${consumerVersion} and provider ${provider}`;
  switch (stored) {
    case 'new':
      return success(`Pact successfully published ${forWhom}.`);
    case 'same':
      return success(`Pact successfully republished ${forWhom} with no content changes.`);
    case 'changed':
      return warning(
        `Pact with changed content published over existing content ${forWhom}. This is not recommended in normal circumstances and ` +
          'may indicate that you have not configured your Pact pipeline correctly. For more information see https://docs.pact.io/go/versioning',
      );
  }
}

function webhookNotices({ hasWebhook, triggered }: PactTriggerResult): Notice[] {
  if (hasWebhook && triggered.length === 0) return [debug('  No enabled webhooks found for the detected events')];
  return triggered.map(toldTrigger);
}

function toldTrigger({ webhook: { description, uuid }, eventName, logsUrl }: QueuedDelivery): Notice {
  const name = description === undefined ? uuid : `"${description}"`;
  return debug(`  Webhook ${name} triggered for event ${eventName}.\n    View logs at ${logsUrl}`);
}

function nextSteps({ provider, isVerified, reaction: { hasWebhook } }: PublishedPact): Notice[] {
  const verify = `    * Add Pact verification tests to the ${provider} build. See https://docs.pact.io/go/provider_verification`;
  const webhook = `    * Configure separate ${provider} pact verification build and webhook to trigger it when the pact content changes. See https://docs.pact.io/go/webhooks`;
  const steps = [...(isVerified ? [] : [verify]), ...(hasWebhook ? [] : [webhook])];
  return steps.length > 0 ? [prompt('  Next steps:'), ...steps.map(prompt)] : [];
}
