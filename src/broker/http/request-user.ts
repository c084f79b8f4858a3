/** The user of a request, according to its credentials. */
export interface RequestUser {
  /** For the broker's log: `by user "ci"`, `with a token` or `without credentials`. Never a secret. */
  readonly attribution: string;
  /** Whether this user may write. Pages show buttons to such users only. */
  readonly mayWrite: boolean;
  /** Whether a user name and a password give the right to write, so that a browser can sign in. */
  readonly canSignIn: boolean;
  /** Whether the credentials are valid. */
  readonly isKnown: boolean;
}

/** The user of a broker that needs no credentials. */
export const userWithoutCredentials: RequestUser = {
  attribution: 'without credentials',
  mayWrite: true,
  canSignIn: false,
  isKnown: false,
};

/** The user of a request until its credentials are checked. */
export const unknownUser: RequestUser = { ...userWithoutCredentials, mayWrite: false };
