import { allowanceOf, type Handler } from '@watchfloor/identity';

const sensorHandlers = new WeakSet<object>();

/** Marks a handler that only a sensor may call; the handler's first act is to check the sensor key. */
export function AllowSensor(): MethodDecorator {
  return (_target, name, descriptor) => {
    if (typeof descriptor.value !== 'function') throw new TypeError(`AllowSensor on ${String(name)}: not a method`);
    sensorHandlers.add(descriptor.value);
  };
}

/** Whether somebody said who may call a handler: a sensor, or whom `@Allow` or `@AllowPublic` name. */
export function isAllowed(handler: Handler): boolean {
  return sensorHandlers.has(handler) || allowanceOf(handler) !== undefined;
}
