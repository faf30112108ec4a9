import { generateKeyPairSync } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { KeyRotation } from '../src/key-rotation.ts';

const jwk = (kid: string, more: object = {}) => ({ ...generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256', ...more });

let server: Server | undefined;
let asked = 0;
async function serve(answer: RequestListener): Promise<KeyRotation> {
  asked = 0;
  server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return new KeyRotation({ url: `http://127.0.0.1:${(server?.address() as AddressInfo).port}/certs` });
}
afterEach(() => new Promise((resolve) => {
  server?.closeAllConnections();
  if (server) server.close(resolve);
  else resolve(undefined);
}));

describe('the keys of the realm', () => {
  it('are asked for once by all who wait', async () => {
    const keys = [jwk('k1')];
    const rotation = await serve((_request, response) => void setTimeout(() => response.end(JSON.stringify({ keys })), 50));
    const found = await Promise.all(Array.from({ length: 50 }, () => rotation.getJWK('k1')));
    expect(found[0]?.asymmetricKeyType).toBe('rsa');
    expect(asked).toBe(1);
  });

  it('are not asked for again and again by tokens that name an unknown key', async () => {
    const rotation = await serve((_request, response) => response.end(JSON.stringify({ keys: [jwk('k1')] })));
    await rotation.getJWK('k1');
    for (let n = 0; n < 20; n++) await expect(rotation.getJWK(`unknown-${n}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(asked).toBe(1);
  });

  it('leave out what is no RSA signing key', async () => {
    const rotation = await serve((_request, response) => response.end(JSON.stringify({ keys: [jwk('enc', { use: 'enc' }), { kty: 'EC', kid: 'ec', crv: 'P-256', x: 'a', y: 'b' }, { kty: 'oct', kid: 'oct', k: 'c2VjcmV0' }, jwk('k1')] })));
    await rotation.getJWK('k1');
    for (const kid of ['enc', 'ec', 'oct', 7, undefined]) await expect(rotation.getJWK(kid)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it.each<[string, RequestListener]>([
    ['HTML with status 200', (_request, response) => response.end('<html>maintenance</html>')],
    ['status 500', (_request, response) => void response.writeHead(500).end()],
    ['JSON of another shape', (_request, response) => response.end('{"keys":"none"}')],
    ['a redirect', (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['an endless answer', (_request, response) => response.end('x'.repeat(300_000))],
    ['a cut connection', (request) => request.socket.destroy()],
  ])('answered with %s are UNAVAILABLE, and the process lives', async (_what, answer) => {
    const rotation = await serve(answer);
    await expect(rotation.getJWK('k1')).rejects.toMatchObject({ name: 'Refused', code: 'UNAVAILABLE' });
  });

  it('that hang are given up after three seconds', async () => {
    const rotation = await serve(() => undefined);
    await expect(rotation.getJWK('k1')).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfterSeconds: 5 });
  });
});
