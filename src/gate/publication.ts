/** The build of the consumer that the pacts belong to. */
export interface Publication {
  readonly version: string;
  readonly branch: string;
  readonly buildUrl?: string | undefined;
  readonly tags?: readonly string[] | undefined;
}
