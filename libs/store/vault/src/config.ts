import { z } from 'zod';

/** Settings of the vault. */
export const vaultConfig = z.object({
  /** Folder that keeps evidence packages. */
  WF_VAULT_DIR: z.string().min(1),
});
/** Settings of the process that signs packages. */
export const signingConfig = z.object({
  /** Ed25519 private key, PKCS#8 PEM. */
  WF_SIGNING_KEY_FILE: z.string().min(1),
});
