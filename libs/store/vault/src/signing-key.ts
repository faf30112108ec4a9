import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Reads the Ed25519 private key (PKCS#8 PEM) that signs packages. Throws with what to do when it cannot be used. */
export function readSigningKey(file: string): KeyObject {
  const key = createPrivateKey(readFileSync(file));
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${file} holds a ${key.asymmetricKeyType} key; make an Ed25519 one with: openssl genpkey -algorithm ed25519 -out ${file}`);
  return key;
}
