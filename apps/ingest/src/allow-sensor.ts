import { allowanceOf } from '@watchfloor/identity';

const sensorHandlers = new WeakSet<object>();

/** Marks a handler that only a sensor may call; the handler's first act is to check the sensor key. */
export function AllowSensor(): MethodDecorator {
  return (_target, name, descriptor) => {
    if (typeof descriptor.value !== 'function') throw new TypeError(`AllowSensor on ${String(name)}: not a method`);
    sensorHandlers.add(descriptor.value);
  };
}

/** Throws with the names of controller methods that nobody marked `@AllowSensor` or `@AllowPublic`: the app must not start with them. */
export function assertHandlersAllowed(controllers: readonly (abstract new (...args: never[]) => object)[]): void {
  const open = controllers.flatMap((controller) => handlersOf(controller).filter(([, handler]) => !sensorHandlers.has(handler) && allowanceOf(handler) === undefined).map(([name]) => `${controller.name}.${name}`));
  if (open.length > 0) throw new Error(`handlers without @AllowSensor or @AllowPublic: ${open.join(', ')}`);
}

type Handler = (...args: never[]) => unknown;

/** Methods that Nest routes: those that carry its path metadata. */
function handlersOf(controller: abstract new (...args: never[]) => object): (readonly [string, Handler])[] {
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const value = prototype[name];
    return name !== 'constructor' && typeof value === 'function' && Reflect.hasMetadata('path', value) ? [[name, value as Handler] as const] : [];
  });
}
