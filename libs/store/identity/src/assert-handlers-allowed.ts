import 'reflect-metadata';
import { allowanceOf, type Handler } from './allow.ts';

type Controller = abstract new (...args: never[]) => object;

/**
 * Throws with the names of the controllers' routed methods of which nobody said who may call them: the app must not start
 * with them. `marked` tells what counts as said, by default `@Allow` or `@AllowPublic`.
 */
export function assertHandlersAllowed(controllers: readonly Controller[], marked: (handler: Handler) => boolean = isAllowed): void {
  const open = controllers.flatMap((controller) => handlersOf(controller).filter(([, handler]) => !marked(handler)).map(([name]) => `${controller.name}.${name}`));
  if (open.length > 0) throw new Error(`nobody said who may call ${open.join(', ')}: mark each with @Allow, @AllowPublic or the decorator of its app`);
}

function isAllowed(handler: Handler): boolean {
  return allowanceOf(handler) !== undefined;
}

/** Methods that Nest routes: those that carry its path metadata. */
function handlersOf(controller: Controller): (readonly [string, Handler])[] {
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const value = prototype[name];
    return name !== 'constructor' && typeof value === 'function' && Reflect.hasMetadata('path', value) ? [[name, value as Handler] as const] : [];
  });
}
