/** A link of a HAL resource. */
export interface Link {
  readonly href: string;
  readonly name?: string;
  readonly title?: string;
}

/** A HAL resource: anything, with `_links`. */
export interface Hal {
  readonly _links?: Record<string, Link | Link[]>;
  // biome-ignore lint/suspicious/noExplicitAny: the rest is the broker's; each caller checks what it reads
  readonly [name: string]: any;
}
