import type { FastifyHelmetOptions } from '@fastify/helmet';
import type { ApiConfig } from '../config.ts';

/** Security headers of every answer: the portal may talk to itself and to Keycloak, and nothing may frame it but itself. */
export function securityHeaders(config: ApiConfig): FastifyHelmetOptions {
  const keycloak = new URL(config.WF_KEYCLOAK_PUBLIC_URL ?? config.WF_KEYCLOAK_URL).origin;
  const self = new URL(config.WF_PUBLIC_URL);
  const https = self.protocol === 'https:';
  const sockets = `${https ? 'wss' : 'ws'}://${self.host}`;
  return {
    global: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", sockets, keycloak],
        frameSrc: ["'self'", keycloak],
        formAction: ["'self'", keycloak],
        frameAncestors: ["'self'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  };
}
