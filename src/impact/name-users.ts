/** Which consumers use a Python name of a provider, by the usage interactions of the pacts in force. */
import { USAGE_STATE } from '../pact/usage-part.ts';
import { command } from '../text/command.ts';
import { compareText } from '../text/order.ts';
import { reportText } from '../text/report.ts';
import { findName, nameInDefiningModule, namesBelow } from '../usage/find-name.ts';
import { readUsageQuestion, usageMetadataOf } from '../usage/pact.ts';
import type { Use } from '../usage/use.ts';
import { interactionsOf } from './interactions.ts';
import type { ConsumerVersion, PactInForce } from './reliance.ts';
import { environmentsLabel, versionLabel } from './reliance-report.ts';

/** What one consumer does with the name. */
export interface NameUse {
  readonly consumer: string;
  readonly versions: readonly ConsumerVersion[];
  readonly url: string;
  /** As a predicate: `reads Bar.resolution`. */
  readonly does: string;
  /** False: whether it uses the name cannot be determined from its code. */
  readonly certain: boolean;
  /** False: only a feature of the consumer is off without it. */
  readonly required: boolean;
  /** `package/file.py:50` */
  readonly locations: readonly string[];
}

export interface NameUsers {
  readonly name: string;
  readonly provider: string;
  /** Sorted by consumer; what is certain first. */
  readonly uses: readonly NameUse[];
  /** The consumers in force whose pacts describe what they use of the provider's Python API, and the others. */
  readonly read: readonly string[];
  readonly notRead: readonly string[];
  /** If nothing uses the name: its longest prefix below which consumers use names, and these names. */
  readonly instead?: { readonly name: string; readonly names: readonly string[] };
}

export function findNameUsers(pacts: readonly PactInForce[], provider: string, name: string): NameUsers {
  const read = pacts.map((pact) => ({ pact, uses: usesOf(pact) }));
  const all = read.flatMap((one) => one.uses.map(({ use }) => use));
  const names = [...new Set([name, ...all.flatMap((use) => nameInDefiningModule(use, name) ?? [])])];
  const uses = read.flatMap(({ pact, uses: own }) => own.flatMap((one) => nameUses(pact, one, names)));
  const sorted = uses.sort((a, b) => compareText(a.consumer, b.consumer) || Number(b.certain) - Number(a.certain));
  const consumersWith = (isRead: boolean) =>
    uniqueSorted(read.filter((one) => one.uses.length > 0 === isRead).map(({ pact }) => pact.consumer));
  const instead = uses.length > 0 ? undefined : findInstead(all, name);
  return {
    name,
    provider,
    uses: sorted,
    read: consumersWith(true),
    notRead: consumersWith(false),
    ...(instead && { instead }),
  };
}

/** 0: a consumer uses the name. 1: none does, or none is known to. */
export function exitCodeOfUsers({ uses }: NameUsers): 0 | 1 {
  return uses.some(({ certain }) => certain) ? 0 : 1;
}

/** The report for a terminal. */
export function nameUsersReport(users: NameUsers): string {
  const rows = users.uses.flatMap((use) =>
    use.versions.map((version) => [
      use.consumer,
      versionLabel(version),
      environmentsLabel(version),
      use.does,
      use.required ? 'it fails' : 'the feature is off',
      locationsLabel(use.locations),
    ]),
  );
  const headings = ['consumer', 'version', 'environments', 'what it does', 'without it', 'where'];
  return reportText({ conclusion: conclusionOf(users), parts: [{ headings, rows }, { items: notesOf(users) }] });
}

const MAX_LOCATIONS = 3;

function locationsLabel(locations: readonly string[]): string {
  const more = locations.length - MAX_LOCATIONS;
  const shown = locations.slice(0, MAX_LOCATIONS).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

function conclusionOf({ uses, name, provider, read }: NameUsers): string {
  const { size } = new Set(uses.filter(({ certain }) => certain).map(({ consumer }) => consumer));
  if (size > 0) return `${size} ${size === 1 ? 'consumer uses' : 'consumers use'} ${name}.`;
  if (uses.length > 0) return `UNKNOWN: no consumer is known to use ${name}, but it may be passed by * or **.`;
  if (read.length === 0)
    return `UNKNOWN: no pact in force says what its consumer uses of the Python API of ${provider}.`;
  return `No pact in force uses ${name}.`;
}

function notesOf({ provider, instead, read, notRead }: NameUsers) {
  const publish = command('pact:usage', { consumer: '<name>==<release>', provider, publish: true });
  const unread = `not known of ${notRead.join(', ')}: the pact does not say what it uses of the Python API`;
  return [
    ...(instead ? [{ text: `Used of ${instead.name}: ${instead.names.join(', ')}` }] : []),
    ...(notRead.length > 0 || read.length === 0
      ? [{ text: notRead.length > 0 ? unread : 'no consumer has published its usage', next: publish }]
      : []),
  ];
}

interface DescribedUse {
  readonly description: string;
  readonly use: Use;
}

function usesOf({ pact }: PactInForce): DescribedUse[] {
  return interactionsOf(pact).flatMap(({ description, states }) => {
    const state = states.find((one) => one.name === USAGE_STATE);
    const question = state && readUsageQuestion(state.params);
    return question ? [{ description, use: question.use }] : [];
  });
}

function nameUses(
  { consumer, versions, url, pact }: PactInForce,
  one: DescribedUse,
  names: readonly string[],
): NameUse[] {
  const locations = usageMetadataOf(pact as object)?.locations[one.description] ?? [];
  const parts = names.map((name) => findName(one.use, name)).find(({ length }) => length > 0) ?? [];
  return parts.map(({ part, ...described }) => ({
    consumer,
    versions,
    url,
    ...described,
    locations: locations[part] ?? [],
  }));
}

function findInstead(uses: readonly Use[], name: string): NameUsers['instead'] {
  const steps = name.split('.');
  for (let length = steps.length - 1; length > 0; length -= 1) {
    const beginning = steps.slice(0, length).join('.');
    const names = uniqueSorted(uses.flatMap((use) => namesBelow(use, beginning)));
    if (names.length > 0) return { name: beginning, names };
  }
  return undefined;
}

function uniqueSorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort(compareText);
}
