import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { GqlContextType } from '@nestjs/graphql';
import { Refused } from '@watchfloor/core';
import { allowanceOf } from '@watchfloor/identity';
import type { FastifyRequest } from 'fastify';
import { Stores } from '../stores.ts';
import { principalOf, setPrincipal } from './principal-of.ts';

/** Lets a call through when the handler is public, or the caller holds its permission at one tenant at least. */
@Injectable()
export class AllowGuard implements CanActivate {
  constructor(private readonly stores: Stores) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const permission = allowanceOf(context.getHandler() as () => unknown);
    if (permission === undefined) throw new Error(`${context.getClass().name}.${context.getHandler().name} has no @Allow`);
    if (permission === 'public') return true;
    const check = (): boolean => {
      if (!principalOf(context).permissions.has(permission)) throw new Refused('FORBIDDEN', `your role does not allow this (${permission})`);
      return true;
    };
    if (context.getType<GqlContextType>() === 'graphql') return check();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return this.stores.authenticator.authenticate(request.headers.authorization).then((principal) => {
      setPrincipal(request, principal);
      return check();
    });
  }
}
