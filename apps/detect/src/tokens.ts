/** Injection token of the services behind the HTTP face. */
export const SERVICES = Symbol('services');
