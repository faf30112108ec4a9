/** What Nest injects the service's log by. */
export const LOG = Symbol('log');
