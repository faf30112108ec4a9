import 'reflect-metadata';
import { Controller, Get } from '@nestjs/common';
import { Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, AllowPublic } from '@watchfloor/identity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { createApi } from '../src/create-api.ts';
import { TenantModel } from '../src/viewer/tenant.model.ts';
import { createApiStage, type ApiStage } from './stage/api-stage.ts';

@Resolver()
class CanaryResolver {
  @Query(() => String)
  canary(): string {
    return 'sings';
  }
}

@Resolver(() => TenantModel)
class FieldCanaryResolver {
  @ResolveField(() => String)
  secret(): string {
    return 'sings';
  }
}

@Controller('canary')
class CanaryController {
  @Get()
  sing(): string {
    return 'sings';
  }
}

@Controller('fine')
class MarkedController {
  @Get('public')
  @AllowPublic()
  open(): string {
    return 'sings';
  }

  @Get('closed')
  @Allow('sensor:create')
  closed(): string {
    return 'sings';
  }
}

let stage: ApiStage;
beforeAll(async () => {
  stage = await createApiStage({ controllers: [MarkedController] });
});
afterAll(() => stage?.stop());

describe('at boot', () => {
  it.each([
    ['a query', { providers: [CanaryResolver] }, 'CanaryResolver.canary'],
    ['a field', { providers: [FieldCanaryResolver] }, 'FieldCanaryResolver.secret'],
    ['a controller handler', { controllers: [CanaryController] }, 'CanaryController.sing'],
  ])('%s without @Allow stops the app with its name', async (_what, more, name) => {
    await expect(createApi(stage.stores, more)).rejects.toThrow(name);
  });

  it('every problem of the configuration is named at once', () => {
    expect(() => readConfig({ WF_HTTP_PORT: 'x', WF_POSTGRES_URL: 'http://h' })).toThrow(/WF_HTTP_PORT[^]*WF_POSTGRES_URL|WF_POSTGRES_URL[^]*WF_HTTP_PORT/);
  });
});

describe('a marked handler', () => {
  it('that is public needs no token, and another needs its permission', async () => {
    expect((await fetch(`${stage.url}/fine/public`)).status).toBe(200);
    expect((await fetch(`${stage.url}/fine/closed`)).status).toBe(401);
    const as = async (person: 'ana' | 'leo') => (await fetch(`${stage.url}/fine/closed`, { headers: { authorization: `Bearer ${await stage.token(person)}` } })).status;
    expect([await as('ana'), await as('leo')]).toEqual([403, 200]);
  });
});
