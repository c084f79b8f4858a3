/**
 * JSON as it was sent: members stay in their order whatever they are called, and a number keeps its text (`80.0`, `1e400`, any
 * number of digits). JavaScript's own objects and numbers keep neither.
 */
export type Json = string | boolean | null | RawJson | Json[] | JsonObject;
export type JsonObject = Map<string, Json>;

/** JSON that is written as it stands; what `parseJson` gives for a number. */
export class RawJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** How deep objects and lists may lie in each other; deeper ones are refused, as the official broker does. */
export const MAX_DEPTH = 50;

/** JSON whose objects and lists lie too deep in each other. */
export class JsonTooDeepError extends SyntaxError {
  constructor() {
    super(`JSON is nested too deeply: this broker accepts up to ${MAX_DEPTH} levels.`);
  }
}
