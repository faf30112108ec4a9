import type { ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext, type GqlContextType } from '@nestjs/graphql';
import { Refused } from '@watchfloor/core';
import type { Principal } from '@watchfloor/identity';
import type { FastifyRequest } from 'fastify';
import type { GraphqlContext } from '../graphql/context.ts';

const principals = new WeakMap<object, Principal>();

/** Remembers who sent an HTTP request. */
export function setPrincipal(request: FastifyRequest, principal: Principal): void {
  principals.set(request, principal);
}

/** Who calls the handler. Throws Refused UNAUTHENTICATED when nobody was authenticated or the token has ended since. */
export function principalOf(context: ExecutionContext): Principal {
  const principal =
    context.getType<GqlContextType>() === 'graphql'
      ? GqlExecutionContext.create(context).getContext<Partial<GraphqlContext>>().principal
      : principals.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (!principal) throw new Refused('UNAUTHENTICATED', 'no token: send the header "Authorization: Bearer <token>"');
  if (principal.expiresAt <= Date.now()) throw new Refused('UNAUTHENTICATED', 'the token has expired: log in again');
  return principal;
}
