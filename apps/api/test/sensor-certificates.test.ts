import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiStage, type ApiStage } from './stage/api-stage.ts';

let stage: ApiStage;
beforeAll(async () => { stage = await createApiStage(); });
afterAll(() => stage?.stop());

const REGISTER = 'mutation($input: RegisterSensorCertificateInput!) { registerSensorCertificate(input: $input) { sha256 sensor { sensorId } } }';
const colons = 'AB:'.repeat(31) + 'AB';
const register = (person: 'leo', of: { tenantId: string; sensor: { id: string } }, certificate: string) => stage.ask(person, REGISTER, { input: { tenantId: of.tenantId, sensorId: of.sensor.id, certificate } });

test('a certificate is kept by its fingerprint, of one sensor only, whoever holds the other', async () => {
  const first = await register('leo', stage.a, colons);
  expect(first.errors).toBeUndefined();
  expect(first.data).toMatchObject({ registerSensorCertificate: { sha256: 'ab'.repeat(32), sensor: { sensorId: stage.a.sensor.id } } });
  const again = await register('leo', stage.a, `SHA256 Fingerprint=${colons}`);
  expect(again.errors?.[0]).toMatchObject({ message: expect.stringContaining('registered already') as string, extensions: { code: 'CONFLICT' } });
});

test.each(['nonsense', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])('%s is refused with what to give instead', async (text) => {
  expect((await register('leo', stage.a, text)).errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
});
