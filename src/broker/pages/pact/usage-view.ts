/**
 * Usage interactions as the page shows them: each is a name of the provider's Python API, and every part of it is one thing that the consumer
 * does with the name, with its locations. The locations are in the pact's metadata, in the order of the parts.
 */
import { asObject } from '../../../impact/pact-rules.ts';
import { isUsageInteraction, USAGE_KEY, USAGE_STATE } from '../../../pact/usage-part.ts';
import { describeParts, fullName } from '../../../usage/describe-part.ts';
import { readUsageQuestion, UsageMetadata } from '../../../usage/pact.ts';
import { mapParts } from '../../../usage/parts.ts';
import { recordedFailure } from '../../../usage/recorded-failures.ts';
import type { Use } from '../../../usage/use.ts';
import type { AnnotatedInteraction } from './annotated-pact.ts';

type PartKind = 'name' | 'call' | 'member' | 'enum member' | 'class' | 'exception' | 'type check';

/** One thing that the consumer does with the name. */
export interface UsagePartView {
  readonly kind: PartKind;
  /** `calls Bar(symbol, ts)` */
  readonly text: string;
  /** True: the consumer's code handles the case that the provider does not have it. */
  readonly optional: boolean;
  readonly locations: readonly string[];
}

/** One usage interaction. */
export interface UsageView {
  /** `market_data_core.Bar` */
  readonly name: string;
  readonly notes: readonly string[];
  readonly parts: readonly UsagePartView[];
  /** Why the provider's version does not fit. */
  readonly failures: readonly string[];
}

/** The locations of each part of a usage interaction, by its description. */
export type UsageLocations = (description: string) => readonly (readonly string[])[];

/** The consumer whose code was read, and the release of the provider that types were read from. */
export type UsageOrigin = Pick<UsageMetadata, 'consumer' | 'provider' | 'requirement'>;

export const isUsage = ({ states }: AnnotatedInteraction) => isUsageInteraction({ providerStates: states });

/** The locations in the metadata of a pact. Entries of another form are omitted. */
export function usageLocationsOf(pact: unknown): UsageLocations {
  const { locations } = usageMetadata(pact);
  const all = asObject(locations);
  return (description) => {
    const parts = Object.hasOwn(all, description) ? all[description] : [];
    return Array.isArray(parts) ? parts.map((part) => (Array.isArray(part) ? part.map(String) : [])) : [];
  };
}

/** Undefined when the pact does not name it. */
export function usageOriginOf(pact: unknown): UsageOrigin | undefined {
  const { consumer, provider, requirement } = usageMetadata(pact);
  return UsageMetadata.safeParse({ consumer, provider, requirement, locations: {} }).data;
}

function usageMetadata(pact: unknown): Readonly<Record<string, unknown>> {
  return asObject(asObject(asObject(pact).metadata)[USAGE_KEY]);
}

/** Undefined when the interaction was written by a later version, in a form that this one does not know. */
export function usageView(interaction: AnnotatedInteraction, locationsOf: UsageLocations): UsageView | undefined {
  const params = interaction.states.find(({ name }) => name === USAGE_STATE)?.params;
  const question = readUsageQuestion(params);
  if (!question) return undefined;
  const { use, extras } = question;
  return {
    name: fullName(use),
    notes: notesOf(use, extras),
    parts: partsOf(use, locationsOf(interaction.description)),
    failures: usageFailures(interaction),
  };
}

function notesOf(use: Use, extras: readonly string[]): string[] {
  const isOptional = !use.required || !use.moduleRequired;
  return [
    ...(use.imported ? [] : [`never imported, received through ${use.reachedBy.join(', ') || 'other names'}`]),
    ...(isOptional ? ['optional: without it, only a feature is off'] : []),
    ...(extras.length > 0 ? [`with the extra ${extras.join(', ')}`] : []),
  ];
}

/** For a member that is called, only its calls are shown: they have the same locations. */
function partsOf(use: Use, locations: readonly (readonly string[])[]): UsagePartView[] {
  const kinds = kindsOf(use);
  const called = new Set<object>(use.members.filter(({ kind, calls }) => kind === 'call' && calls.length > 0));
  const texts = describeParts(use, Number.POSITIVE_INFINITY);
  const views: UsagePartView[] = [];
  let number = 0;
  mapParts(use, (part) => {
    const { required } = part as { required?: boolean };
    const kind = kinds.get(part) ?? 'name';
    const view = { kind, text: texts[number] ?? '', optional: required === false, locations: locations[number] ?? [] };
    if (!called.has(part)) views.push(view);
    number += 1;
    return part;
  });
  return views;
}

function kindsOf(use: Use): Map<object, PartKind> {
  const calls = [...use.calls, ...use.members.flatMap((member) => member.calls)];
  const passed = calls.flatMap((call) => (call.passed ?? []).map((one) => one.class));
  return new Map<object, PartKind>([
    ...calls.map((call) => [call, 'call'] as const),
    ...use.members.map((member) => [member, 'member'] as const),
    ...use.enumMembers.map((member) => [member, 'enum member'] as const),
    ...[...use.bases, ...passed].map((one) => [one, 'class'] as const),
    ...(use.roles ?? []).map((one) => [one, one.role === 'caught' ? 'exception' : 'type check'] as const),
  ]);
}

/** The sentence that the provider answered with, or else the messages of the verifier. */
function usageFailures(interaction: AnnotatedInteraction): string[] {
  const { description, parts, otherMismatches, omittedMismatches, success } = interaction;
  if (success !== false) return [];
  const mismatches = [
    ...parts.flatMap(({ fields }) => fields.flatMap((field) => field.mismatches)),
    ...otherMismatches,
  ];
  const sentence = recordedFailure(description, mismatches);
  const sentences = sentence === undefined ? mismatches.map(({ message }) => message).filter(Boolean) : [sentence];
  return [...sentences, ...(omittedMismatches > 0 ? [`and ${omittedMismatches} more`] : [])];
}
