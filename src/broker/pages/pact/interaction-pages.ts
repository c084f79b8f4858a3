import { mapInSlices, runCooperatively } from '../../pact-json/cooperative.ts';
import { MAX_EXAMPLE_CHARS } from '../parts/values.tsx';
import type { AnnotatedField, AnnotatedInteraction } from './annotated-pact.ts';
import { MAX_FIELDS } from './interaction.tsx';
import { MAX_LOCATIONS, MAX_PARTS } from './usage-interaction.tsx';
import { isUsage, type UsageLocations } from './usage-view.ts';

/** An interaction with its number in the pact, from 1. */
export interface NumberedInteraction {
  readonly interaction: AnnotatedInteraction;
  readonly number: number;
}

const MAX_INTERACTIONS = 40;
/** The approximate number of characters of HTML for the interactions of one page; with everything else, a page has less than 100 kB. */
const MAX_CHARS = 40_000;

/** Interactions divided into pages. Each page has at least one interaction. */
export class InteractionPages {
  readonly pages: readonly (readonly NumberedInteraction[])[];
  readonly #pageOf = new Map<number, number>();

  private constructor(pages: readonly (readonly NumberedInteraction[])[]) {
    this.pages = pages;
    for (const [i, page] of pages.entries()) for (const { number } of page) this.#pageOf.set(number, i + 1);
  }

  /** Distributes interactions over pages of similar size. Yields to other requests while it works. */
  static async of(
    interactions: readonly NumberedInteraction[],
    locationsOf: UsageLocations,
  ): Promise<InteractionPages> {
    const estimates = await runCooperatively(
      mapInSlices(
        interactions,
        ({ interaction }) => estimateChars(interaction, locationsOf),
        (chars) => chars,
      ),
    );
    const pages: NumberedInteraction[][] = [];
    let chars = Number.POSITIVE_INFINITY;
    for (const [i, one] of interactions.entries()) {
      const own = estimates[i] ?? 0;
      if (chars + own > MAX_CHARS || (pages.at(-1)?.length ?? 0) === MAX_INTERACTIONS) {
        pages.push([]);
        chars = 0;
      }
      pages.at(-1)?.push(one);
      chars += own;
    }
    return new InteractionPages(pages);
  }

  /** The page that shows an interaction, from 1. */
  pageOf(number: number): number {
    return this.#pageOf.get(number) ?? 1;
  }
}

/** The markup around an interaction, and around a field or a part. */
const INTERACTION_CHARS = 450;
const ROW_CHARS = 110;

function estimateChars(interaction: AnnotatedInteraction, locationsOf: UsageLocations): number {
  const { description, states, parts, otherMismatches } = interaction;
  if (isUsage(interaction)) return INTERACTION_CHARS + description.length + sum(locationsOf(description), partChars);
  const fields = parts.flatMap((part) =>
    part.fields.filter((field, i) => i < MAX_FIELDS || field.mismatches.length > 0),
  );
  const given = sum(states, ({ name, params }) => name.length + JSON.stringify(params).length + 50);
  return INTERACTION_CHARS + description.length + given + sum(fields, fieldChars) + mismatchChars(otherMismatches);
}

function fieldChars({ path, text, rule, mismatches }: AnnotatedField): number {
  const values = Math.min(text.length, MAX_EXAMPLE_CHARS) + Math.min(rule.length, MAX_EXAMPLE_CHARS);
  return ROW_CHARS + 2 * path.length + values + mismatchChars(mismatches);
}

const mismatchChars = (mismatches: AnnotatedField['mismatches']) =>
  sum(mismatches, ({ message }) => message.length + 60);

function partChars(locations: readonly string[], i: number): number {
  if (i >= MAX_PARTS) return 0;
  return ROW_CHARS + 100 + sum(locations.slice(0, MAX_LOCATIONS), (location) => location.length + 30);
}

function sum<Item>(items: readonly Item[], of: (item: Item, index: number) => number): number {
  return items.reduce((total, item, i) => total + of(item, i), 0);
}
