/** What a verifier found different in an interaction. */
export interface Found {
  /** `body`, `header`, `status` … */
  readonly attribute: string;
  /** A path in a body, else a name; empty where it concerns the whole. */
  readonly identifier: string;
  readonly words: string;
}

/** How one interaction of a pact fared. */
export interface InteractionResult {
  readonly id: string;
  readonly description: string;
  readonly success: boolean;
  readonly found: readonly Found[];
}

/** Reads what the official verifier of pact-js, pact-python, pact-go and others sends with its result; other texts give nothing. */
export function readTestResults(json: string | null): InteractionResult[] {
  const parsed: unknown = json === null ? [] : JSON.parse(json);
  return listOf(parsed).map(({ interactionId, interactionDescription, success, mismatches, exceptions }) => ({
    id: text(interactionId),
    description: text(interactionDescription),
    success: success !== false,
    found: [...listOf(mismatches).flatMap(readMismatch), ...listOf(exceptions).map(readException)],
  }));
}

type Json = Readonly<Record<string, unknown>>;

/** A missing field is told of where it should be. */
function readMismatch({ attribute, identifier, description }: Json): Found[] {
  const words = text(description);
  const missing = /missing the following keys: (.+)$/s.exec(words)?.[1];
  const found = { attribute: text(attribute), identifier: text(identifier), words };
  if (!missing) return [found];
  const base = found.identifier || '$';
  return missing.split(', ').map((key) => ({ ...found, identifier: `${base}.${key}`, words: 'It is missing' }));
}

function readException({ message }: Json): Found {
  return { attribute: '', identifier: '', words: text(message) };
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}

function text(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
