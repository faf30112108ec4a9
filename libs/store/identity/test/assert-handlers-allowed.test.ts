import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { Allow, AllowPublic, assertHandlersAllowed } from '../src/index.ts';

/** As Nest's @Get does. */
const Route = (): MethodDecorator => (_target, _name, descriptor) => Reflect.defineMetadata('path', '/', Object(descriptor.value));

class Marked {
  @Route() @Allow('case:read') read(): void {}
  @Route() @AllowPublic() health(): void {}
  notRouted(): void {}
}

class Forgotten {
  @Route() @AllowPublic() health(): void {}
  @Route() leak(): void {}
}

describe('the boot check of handlers', () => {
  it('passes controllers whose routed methods all say who may call them', () => {
    expect(() => assertHandlersAllowed([Marked])).not.toThrow();
  });

  it('names the method that nobody marked', () => {
    expect(() => assertHandlersAllowed([Marked, Forgotten])).toThrow(/Forgotten\.leak:/);
  });

  it("takes an app's own marks in place of ours", () => {
    expect(() => assertHandlersAllowed([Forgotten], () => true)).not.toThrow();
    expect(() => assertHandlersAllowed([Marked], () => false)).toThrow(/Marked\.read, Marked\.health:/);
  });
});
