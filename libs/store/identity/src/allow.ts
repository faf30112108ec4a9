import type { Permission } from './permissions.ts';

export type Handler = (...args: never[]) => unknown;

const permissions = new WeakMap<object, Permission | 'public'>();

/**
 * Method decorator of every resolver method and controller handler: the permission that a caller needs at one tenant
 * at least. Handlers without it stop the app at boot. It only marks; the app's guard enforces.
 */
export function Allow(permission: Permission): MethodDecorator {
  return mark(permission);
}

/** Marks a handler that anyone may call: health, metrics, the portal's files and its settings. */
export function AllowPublic(): MethodDecorator {
  return mark('public');
}

/** What a handler is marked with; undefined means that nobody decided, which callers must treat as refused. */
export function allowanceOf(handler: Handler): Permission | 'public' | undefined {
  return permissions.get(handler);
}

function mark(permission: Permission | 'public'): MethodDecorator {
  return (_target, name, descriptor) => {
    const handler = descriptor.value;
    if (typeof handler !== 'function') throw new TypeError(`Allow on ${String(name)}: not a method`);
    permissions.set(handler, permission);
  };
}
