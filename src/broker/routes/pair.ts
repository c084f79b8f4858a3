import type { BrokerContext } from '../context.ts';
import { pacticipantNotFound, valueOrNotFound } from '../http/http-error.ts';
import { findPacticipantIds } from '../store/pacticipants.ts';
import type { Pair } from '../store/pacts.ts';
import { pathParam } from '../url/request.ts';

/** The consumer and provider that the path names. */
export function pairOf(c: BrokerContext): Pair {
  return { consumer: pathParam(c, 'consumer'), provider: pathParam(c, 'provider') };
}

export interface PairIds {
  readonly consumerId: number;
  readonly providerId: number;
}

/** Their ids, or undefined if one does not exist. */
export async function findPairIds(c: BrokerContext): Promise<PairIds | undefined> {
  const { consumerId, providerId } = await lookUpPair(c);
  return consumerId === undefined || providerId === undefined ? undefined : { consumerId, providerId };
}

/** Their ids. @throws HttpError 404 that names the one that does not exist */
export async function getPairIds(c: BrokerContext): Promise<PairIds> {
  const { consumerId, providerId } = await lookUpPair(c);
  const { consumer, provider } = pairOf(c);
  return {
    consumerId: valueOrNotFound(consumerId, () => pacticipantNotFound('consumer', consumer)),
    providerId: valueOrNotFound(providerId, () => pacticipantNotFound('provider', provider)),
  };
}

async function lookUpPair(c: BrokerContext): Promise<{ [id in keyof PairIds]: number | undefined }> {
  const { consumer, provider } = pairOf(c);
  const ids = await findPacticipantIds(c.var.db, [consumer, provider]);
  return { consumerId: ids.get(consumer), providerId: ids.get(provider) };
}

/** The id of the provider that the path names. @throws HttpError 404 that names it */
export async function getProviderId(c: BrokerContext): Promise<number> {
  const provider = pathParam(c, 'provider');
  const ids = await findPacticipantIds(c.var.db, [provider]);
  return valueOrNotFound(ids.get(provider), () => pacticipantNotFound('provider', provider));
}
