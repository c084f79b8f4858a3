/**
 * JSON as it was sent: members keep their order whatever their names, and a number keeps its text (`80.0`, `1e400`, any number of
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

/** The most levels of nested objects and lists that are accepted, as in the official broker. */
export const MAX_DEPTH = 50;

export class JsonTooDeepError extends SyntaxError {
  constructor() {
    super(`JSON is nested too deeply: this broker accepts up to ${MAX_DEPTH} levels.`);
  }
}
