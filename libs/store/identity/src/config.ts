import { z } from 'zod';

/** Settings of token verification. `WF_KEYCLOAK_PUBLIC_URL` is the address in tokens' issuer when it differs from the one we fetch keys from. */
export const identityConfig = z.object({
  WF_KEYCLOAK_URL: z.url({ protocol: /^https?$/, error: 'WF_KEYCLOAK_URL must be the http(s) address of Keycloak' }),
  WF_KEYCLOAK_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  WF_KEYCLOAK_REALM: z.string().min(1).default('watchfloor'),
  WF_KEYCLOAK_AUDIENCE: z.string().min(1).default('watchfloor-api'),
  /** Clients (claim azp) whose tokens are taken, separated by commas. */
  WF_KEYCLOAK_CLIENTS: z
    .string()
    .default('watchfloor-portal')
    .transform((list) => list.split(',').map((id) => id.trim()).filter(Boolean)),
});
