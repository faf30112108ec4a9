import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Endpoints = z.object({ portal: z.url(), graphql: z.url(), keycloak: z.url() }).loose();
const Login = z.object({ user: z.string(), password: z.string(), role: z.string(), tenants: z.array(z.string()) }).loose();

export type DemoLogin = z.infer<typeof Login>;

/** A running `npm start`, as its data folder describes it. */
export interface RunningStack {
  /** Origin of the portal, without a slash at the end. */
  readonly portal: string;
  /** The first demo person of a role; throws when there is none. */
  login(role: string): DemoLogin;
}

/** The data folder of the stack to test, from WF_TEST_STACK; undefined where none is given. */
export function stackDirectory(): string | undefined {
  return process.env['WF_TEST_STACK'] || undefined;
}

/** Reads `endpoints.json` and `demo-logins.json` of a data folder. */
export function readStack(directory: string): RunningStack {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(directory, name), 'utf8'));
  const endpoints = Endpoints.parse(read('endpoints.json'));
  const logins = z.array(Login).parse(read('demo-logins.json'));
  return {
    portal: endpoints.portal.replace(/\/$/, ''),
    login(role) {
      const found = logins.find((login) => login.role === role);
      if (found === undefined) throw new Error(`demo-logins.json has nobody with the role ${role}`);
      return found;
    },
  };
}
