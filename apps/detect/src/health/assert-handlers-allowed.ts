import { allowanceOf } from '@watchfloor/identity';

/** Throws with the names of controller methods that carry no permission: the app must not start with them. */
export function assertHandlersAllowed(controllers: readonly (abstract new (...args: never[]) => object)[]): void {
  const open = controllers.flatMap((controller) => {
    const methods = Object.getOwnPropertyDescriptors(controller.prototype as object);
    return Object.entries(methods).flatMap(([name, { value }]: [string, PropertyDescriptor]) => {
      const handler: unknown = value;
      const routed = name !== 'constructor' && typeof handler === 'function' && Reflect.hasMetadata('path', handler);
      return routed && allowanceOf(handler as () => unknown) === undefined ? [`${controller.name}.${name}`] : [];
    });
  });
  if (open.length > 0) throw new Error(`handlers without @Allow or @AllowPublic: ${open.join(', ')}`);
}
