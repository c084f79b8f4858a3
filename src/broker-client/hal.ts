/** A link of a HAL resource. */
export interface Link {
  readonly href: string;
  readonly name?: string;
  readonly title?: string;
}

/** A HAL resource: any JSON object, optionally with `_links`. */
export interface Hal {
  readonly _links?: Record<string, Link | Link[]>;
  // biome-ignore lint/suspicious/noExplicitAny: the other members depend on the resource; each caller checks those that it uses
  readonly [name: string]: any;
}
