import type { StorePactResult } from '../store/publications.ts';
import type { PactTriggerResult, QueuedDelivery } from '../webhooks/trigger-webhooks.ts';
import type { Publication } from './publication.ts';

/** A line that the publishing client prints. */
export interface Notice {
  readonly type: 'debug' | 'info' | 'success' | 'warning' | 'prompt' | 'error';
  readonly text: string;
}

const notice =
  (type: Notice['type']) =>
  (text: string): Notice => ({ type, text });
export const error = notice('error');
export const info = notice('info');
const debug = notice('debug');
const success = notice('success');
const prompt = notice('prompt');
const warning = notice('warning');

/** Whether the version was created or updated, with its branch and tags. */
export function versionNotices(publication: Publication, isNew: boolean): Notice[] {
  const { pacticipantName, versionNumber, branch, tags } = publication;
  const details = [branch && `branch ${branch}`, tags.length > 0 && `tags ${tags.join(', ')}`].filter(Boolean);
  const change = `${isNew ? 'Created' : 'Updated'} ${pacticipantName} version ${versionNumber}`;
  const saved = debug([change, ...(details.length > 0 ? ['with', details.join(' and ')] : [])].join(' '));
  const step = '  Next steps:\n    Configure the version branch to be the value of your repository branch.';
  return branch === undefined ? [saved, prompt(step)] : [saved];
}

/** A published pact and the result of the publication. */
export interface PublishedPact {
  readonly consumer: string;
  readonly consumerVersion: string;
  readonly provider: string;
  readonly url: string;
  readonly stored: StorePactResult;
  /** The events and the webhooks that they triggered. */
  readonly reaction: PactTriggerResult;
  /** Whether any pact of the two pacticipants has a verification result. */
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
  const subject = `for ${consumer} version ${consumerVersion} and provider ${provider}`;
  switch (stored) {
    case 'new':
      return success(`Pact successfully published ${subject}.`);
    case 'same':
      return success(`Pact successfully republished ${subject} with no content changes.`);
    case 'changed':
      return warning(
        `Pact with changed content published over existing content ${subject}. This is not recommended in normal circumstances and ` +
          'may indicate that you have not configured your Pact pipeline correctly. For more information see https://docs.pact.io/go/versioning',
      );
  }
}

function webhookNotices({ hasWebhook, triggered }: PactTriggerResult): Notice[] {
  if (hasWebhook && triggered.length === 0) return [debug('  No enabled webhooks found for the detected events')];
  return triggered.map(triggerNotice);
}

function triggerNotice({ webhook: { description, uuid }, eventName, logsUrl }: QueuedDelivery): Notice {
  const name = description === undefined ? uuid : `"${description}"`;
  return debug(`  Webhook ${name} triggered for event ${eventName}.\n    View logs at ${logsUrl}`);
}

function nextSteps({ provider, isVerified, reaction: { hasWebhook } }: PublishedPact): Notice[] {
  const verify = `    * Add Pact verification tests to the ${provider} build. See https://docs.pact.io/go/provider_verification`;
  const webhook = `    * Configure separate ${provider} pact verification build and webhook to trigger it when the pact content changes. See https://docs.pact.io/go/webhooks`;
  const steps = [...(isVerified ? [] : [verify]), ...(hasWebhook ? [] : [webhook])];
  return steps.length > 0 ? [prompt('  Next steps:'), ...steps.map(prompt)] : [];
}
