import { compareText } from '../text/order.ts';
import { type FoundVersion, isNameOnly, type ResolvedSelector, type Selector } from './selector.ts';

/** A consumer and its provider; required when the consumer is a specified version that has a pact with the provider. */
export interface Integration {
  readonly consumer: { readonly id: number; readonly name: string };
  readonly provider: { readonly id: number; readonly name: string };
  readonly required: boolean;
}

/** Resolves a selector to one entry for each found version; to one entry with `any` if it has only a name, or `none` if nothing was found. */
export function resolveSelector(
  selector: Selector,
  type: ResolvedSelector['type'],
  pacticipantId: number | undefined,
  versions: readonly FoundVersion[],
  ignore: readonly ResolvedSelector[],
): ResolvedSelector[] {
  const base = {
    selector,
    type,
    oneOfMany: versions.length > 1,
    ...(pacticipantId !== undefined && { pacticipantId }),
  };
  if (pacticipantId === undefined || isNameOnly(selector)) {
    return [{ ...base, version: 'any', ignored: isIgnored(ignore, pacticipantId) }];
  }
  if (versions.length === 0) return [{ ...base, version: 'none', ignored: isIgnored(ignore, pacticipantId) }];
  return versions.map((version) => ({ ...base, version, ignored: isIgnored(ignore, pacticipantId, version) }));
}

function isIgnored(ignore: readonly ResolvedSelector[], pacticipantId?: number, version?: FoundVersion): boolean {
  return ignore.some((one) => {
    if (pacticipantId === undefined || one.pacticipantId !== pacticipantId) return false;
    return (
      isNameOnly(one.selector) ||
      (version !== undefined && typeof one.version === 'object' && one.version.id === version.id)
    );
  });
}

/** Removes duplicate pairs and sorts by name. A pair is required if any of its entries is. */
export function distinctIntegrations(integrations: readonly Integration[]): Integration[] {
  const pairs = new Map<string, Integration>();
  for (const integration of integrations) {
    const key = `${integration.consumer.id} ${integration.provider.id}`;
    if (!pairs.get(key)?.required) pairs.set(key, integration);
  }
  const nameOf = ({ consumer, provider }: Integration) => `${consumer.name}\u0000${provider.name}`;
  return [...pairs.values()].sort((a, b) => compareText(nameOf(a), nameOf(b)));
}

/** The pacticipants of the integrations that the query does not name; their versions are inferred from the target. */
export function pacticipantsToInfer(
  integrations: readonly Integration[],
  specified: readonly ResolvedSelector[],
): Integration['consumer'][] {
  const names = new Set(specified.map(({ selector }) => selector.pacticipant));
  const all = new Map(
    integrations.flatMap(({ consumer, provider }) => [consumer, provider]).map((one) => [one.name, one]),
  );
  return [...all.values()].filter(({ name }) => !names.has(name));
}
