import type { CombinedError } from 'urql';

/** What to tell a person about a failed request: the API's own words, or what a broken network means. */
export function problemText(error: CombinedError): string {
  if (error.networkError !== undefined && error.graphQLErrors.length === 0) {
    return error.networkError.message.startsWith('Your session')
      ? error.networkError.message
      : `The server could not be reached or did not answer in its usual form (${error.networkError.message}).`;
  }
  return error.graphQLErrors.map((one) => one.message).join(' ');
}

/** The refusal's code, such as NOT_FOUND, when the API gave one. */
export function problemCode(error: CombinedError): string | undefined {
  const code = error.graphQLErrors[0]?.extensions['code'];
  return typeof code === 'string' ? code : undefined;
}
