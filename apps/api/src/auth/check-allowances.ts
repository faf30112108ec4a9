import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { allowanceOf } from '@watchfloor/identity';

/** Metadata keys that make a method a handler: Nest's of a route, and those of @nestjs/graphql's Query, Mutation, Subscription and ResolveField. */
const HANDLER_KEYS = ['path', 'graphql:resolver_type', 'graphql:resolve_property'];

/** Stops the app at boot when a resolver method or a controller handler carries no `@Allow`, naming each. */
@Injectable()
export class CheckAllowances implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const offenders = [...this.discovery.getProviders(), ...this.discovery.getControllers()].flatMap(({ instance, metatype, name }) =>
      instance && typeof instance === 'object' && metatype ? this.unmarkedHandlers(instance, name) : [],
    );
    if (offenders.length > 0) throw new Error(`no @Allow on ${[...new Set(offenders)].join(', ')}: every resolver method and controller handler must say who may call it`);
  }

  private unmarkedHandlers(instance: object, className: string): string[] {
    const prototype: unknown = Object.getPrototypeOf(instance);
    if (!prototype || typeof prototype !== 'object') return [];
    const methods = prototype as Record<string, unknown>;
    return this.scanner
      .getAllMethodNames(prototype)
      .filter((method) => {
        const handler = methods[method];
        return typeof handler === 'function' && HANDLER_KEYS.some((key) => Reflect.hasMetadata(key, handler)) && allowanceOf(handler as () => unknown) === undefined;
      })
      .map((method) => `${className}.${method}`);
  }
}
