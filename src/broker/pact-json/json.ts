/**
 * JSON as it was sent: members keep their order, even if their names are integers, and a number keeps its text (`80.0`, `1e400`, any number of
 * digits). JavaScript's own objects and numbers preserve neither.
 */
export type Json = string | boolean | null | RawJson | Json[] | JsonObject;
export type JsonObject = Map<string, Json>;

/** JSON text that is written unchanged. `parseJson` returns one for every number. */
export class RawJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** The maximum depth of nested objects and lists, as in the official broker. */
export const MAX_DEPTH = 50;

/** The maximum number of members of one object: collecting, copying and sorting them cannot be divided into slices. */
export const MAX_MEMBERS = 50_000;

/** Valid JSON that exceeds a limit. */
export class JsonLimitError extends SyntaxError {}

export class TooManyMembersError extends JsonLimitError {
  constructor() {
    super(`A JSON object has too many members: this broker accepts up to ${MAX_MEMBERS}.`);
  }
}

export class JsonTooDeepError extends JsonLimitError {
  constructor() {
    super(`JSON is nested too deeply: this broker accepts up to ${MAX_DEPTH} levels.`);
  }
}
