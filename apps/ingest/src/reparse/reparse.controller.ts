import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { Refused } from '@watchfloor/core';
import { AllowPublic, serviceScope } from '@watchfloor/identity';
import { z } from 'zod';
import { ByteBudget } from '../limits/byte-budget.ts';
import { readBody } from '../receivers/read-body.ts';
import { ControlToken } from './control-token.ts';
import { Reparse, type ReparseReport } from './reparse.ts';

const MOST_BYTES = 16 * 1024;
const MOST_MS = 10_000;
const Order = z.strictObject({
  tenantId: z.uuid(),
  sensorId: z.uuid().optional(),
  reason: z.string().min(1).max(2000).optional(),
  sinceMs: z.number().int().nonnegative().default(0),
});

/** Orders to ingest itself, by the operator who configured its token: ingest is the only writer of events, so the work is done here. */
@Controller('v1/control')
export class ReparseController {
  private readonly reparse: Reparse;
  private readonly token: ControlToken;
  private running = false;

  constructor(reparse: Reparse, token: ControlToken) {
    this.reparse = reparse;
    this.token = token;
  }

  /** Answers when all open lines of the order were looked at. Refuses a second order meanwhile. The token is checked first: no sensor and no person of a customer has it. */
  @Post('reparse')
  @HttpCode(200)
  @AllowPublic()
  async run(@Req() request: { readonly headers: IncomingHttpHeaders; readonly body: unknown }): Promise<ReparseReport> {
    this.token.check(request.headers.authorization);
    const body = await readBody(request.body as Readable, undefined, { maxBytes: MOST_BYTES, maxRatio: 1, maxMs: MOST_MS }, new ByteBudget(MOST_BYTES));
    const order = Order.safeParse(jsonOf(body));
    if (!order.success) throw new Refused('INVALID_INPUT', z.prettifyError(order.error));
    if (this.running) throw new Refused('CONFLICT', 'lines are being parsed again already: wait for that to end');
    this.running = true;
    try {
      return await this.reparse.run(order.data, serviceScope('ingest', [order.data.tenantId]), Date.now());
    } finally {
      this.running = false;
    }
  }
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
