/** Scenarios that our broker does not answer yet, with the reason; each run says so. */
export const notYet: Readonly<Record<string, string>> = {
  R5: 'badges are not there yet',
};
