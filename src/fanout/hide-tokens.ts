/** Personal, installation and OAuth tokens of GitHub, and the JSON web tokens of its Apps. */
const tokens = /\b(?:gh[a-z]_|github_pat_|eyJ)[\w.-]+/g;

/** The text without `secret` and without anything that looks like a token of GitHub's: servers may quote what they were sent. */
export function hideTokens(text: string, secret: string | undefined): string {
  return (secret ? text.replaceAll(secret, '********') : text).replace(tokens, '********');
}
