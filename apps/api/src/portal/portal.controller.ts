import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import { Refused } from '@watchfloor/core';
import { AllowPublic } from '@watchfloor/identity';
import type { FastifyReply } from 'fastify';
import { Stores } from '../stores.ts';

const FOREVER = 'public, max-age=31536000, immutable';

/** The portal's build and the settings that it starts with. A path that is no file is a page of the portal. */
@Controller()
export class PortalController {
  constructor(private readonly stores: Stores) {}

  @Get('config.json')
  @AllowPublic()
  @Header('Cache-Control', 'no-store')
  settings(): { keycloakUrl: string; realm: string; clientId: string; graphqlPath: string } {
    const { config } = this.stores;
    return { keycloakUrl: config.WF_KEYCLOAK_PUBLIC_URL ?? config.WF_KEYCLOAK_URL, realm: config.WF_KEYCLOAK_REALM, clientId: config.WF_PORTAL_CLIENT, graphqlPath: '/graphql' };
  }

  @Get()
  @AllowPublic()
  start(@Res() reply: FastifyReply): FastifyReply {
    return this.page(reply);
  }

  @Get('*')
  @AllowPublic()
  file(@Param('*') path: string, @Res() reply: FastifyReply): FastifyReply {
    const root = this.stores.config.WF_PORTAL_DIR;
    const parts = path.split('/').filter(Boolean);
    const name = parts.join('/');
    if (root && extname(name) !== '') {
      if (parts.includes('..') || !existsSync(join(root, name))) throw new Refused('NOT_FOUND', 'no such file');
      return reply.header('cache-control', name.startsWith('assets/') ? FOREVER : 'no-cache').sendFile(name, root, { cacheControl: false });
    }
    return this.page(reply);
  }

  private page(reply: FastifyReply): FastifyReply {
    const root = this.stores.config.WF_PORTAL_DIR;
    if (!root || !existsSync(join(root, 'index.html'))) throw new Refused('NOT_FOUND', 'the portal is not built: run npm start, or build it and set WF_PORTAL_DIR');
    return reply.header('cache-control', 'no-cache').sendFile('index.html', root, { cacheControl: false });
  }
}
