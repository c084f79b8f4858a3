import type { StoredWebhook } from '../../store/webhooks.ts';
import type { Party } from '../../webhooks/webhook.ts';

/** Whose events count, in words. */
export function scopeOf({ consumer, provider }: Pick<StoredWebhook, 'consumer' | 'provider'>): string {
  return `${partyOf(consumer, 'any consumer')} with ${partyOf(provider, 'any provider')}`;
}

function partyOf(party: Party | undefined, anyone: string): string {
  if (party?.name !== undefined) return party.name;
  return party?.label === undefined ? anyone : `all labelled ${party.label}`;
}

/** `provider_verification_failed` is "provider verification failed". */
export function eventWords(name: string): string {
  return name.replaceAll('_', ' ');
}
