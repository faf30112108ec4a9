import { Controller, Get, Header, Param, Res, StreamableFile } from '@nestjs/common';
import { isUuid, Refused } from '@watchfloor/core';
import { Allow } from '@watchfloor/identity';
import type { FastifyReply } from 'fastify';
import { requireTenant, Who, type Caller } from '../auth/caller.ts';
import { EvidenceService } from './evidence.service.ts';

/** Downloads of evidence packages. */
@Controller('evidence')
export class EvidenceController {
  constructor(private readonly evidence: EvidenceService) {}

  @Get(':tenantId/:file')
  @Allow('evidence:read')
  @Header('Cache-Control', 'private, no-store')
  async download(@Who() caller: Caller, @Param('tenantId') tenantId: string, @Param('file') file: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const id = file.replace(/\.zip$/, '');
    if (!isUuid(id) || id === file) throw new Refused('NOT_FOUND', 'no such evidence package');
    const { bytes, sha256 } = await this.evidence.open(caller, requireTenant(caller, tenantId), id);
    reply.header('x-content-sha256', sha256);
    return new StreamableFile(bytes, { type: 'application/zip', disposition: `attachment; filename="evidence-${id}.zip"`, length: bytes.byteLength });
  }
}
