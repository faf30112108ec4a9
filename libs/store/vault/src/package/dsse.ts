import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { sha256Hex } from '@watchfloor/core/ids';
import { z } from 'zod';
import { MANIFEST_FILE, PREDICATE_TYPE } from './layout.ts';

/** DSSE envelope (secure-systems-lab/dsse v1) around an in-toto Statement v1 about the manifest. */
export const Envelope = z.strictObject({
  payloadType: z.literal('application/vnd.in-toto+json'),
  payload: z.base64(),
  signatures: z.array(z.strictObject({ keyid: z.string(), sig: z.base64() })).length(1),
  /** SubjectPublicKeyInfo of the signer, PEM: lets a reader check the mathematics; whose key it is must be learned elsewhere. */
  publicKey: z.string(),
});
export type Envelope = z.infer<typeof Envelope>;

const Statement = z.object({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: z.array(z.object({ name: z.literal(MANIFEST_FILE), digest: z.object({ sha256: z.string() }) })).length(1),
  predicateType: z.literal(PREDICATE_TYPE),
  predicate: z.object({}),
});

/** Pre-authentication encoding of DSSE: what is really signed. */
function preAuthenticationEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `), payload]);
}

/** SHA-256 of the public key's SubjectPublicKeyInfo, hex: what people compare. */
export function keyFingerprint(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('hex');
}

/** Signs a manifest with an Ed25519 key (deterministic: the same key and bytes give the same signature). */
export function signManifest(manifest: Uint8Array, privateKey: KeyObject): Envelope {
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('the signing key must be Ed25519: make one with `openssl genpkey -algorithm ed25519`');
  const statement = { _type: 'https://in-toto.io/Statement/v1', subject: [{ name: MANIFEST_FILE, digest: { sha256: sha256Hex(manifest) } }], predicateType: PREDICATE_TYPE, predicate: {} };
  const payload = Buffer.from(JSON.stringify(statement), 'utf8');
  const payloadType = 'application/vnd.in-toto+json';
  return {
    payloadType,
    payload: payload.toString('base64'),
    signatures: [{ keyid: keyFingerprint(privateKey), sig: sign(null, preAuthenticationEncoding(payloadType, payload), privateKey).toString('base64') }],
    publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** Says what is wrong with a signature over a manifest, or undefined when it holds. */
export function signatureFault(envelope: Envelope, manifest: Uint8Array): string | undefined {
  const payload = Buffer.from(envelope.payload, 'base64');
  const [signature] = envelope.signatures;
  if (!signature) return 'there is no signature';
  let key: KeyObject;
  try {
    key = createPublicKey(envelope.publicKey);
  } catch {
    return 'the public key cannot be read';
  }
  if (keyFingerprint(key) !== signature.keyid) return 'the key id does not belong to the public key';
  if (!verify(null, preAuthenticationEncoding(envelope.payloadType, payload), key, Buffer.from(signature.sig, 'base64'))) return 'the signature does not fit what it signs';
  let statement: unknown;
  try {
    statement = JSON.parse(payload.toString('utf8'));
  } catch {
    return 'what is signed is not an in-toto statement';
  }
  const parsed = Statement.safeParse(statement);
  if (!parsed.success) return 'what is signed is not an in-toto statement about a manifest';
  return parsed.data.subject[0]?.digest.sha256 === sha256Hex(manifest) ? undefined : 'the signed hash is not that of manifest.json';
}
