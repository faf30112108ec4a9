import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { covers, isUuid, Refused, type TenantScope } from '@watchfloor/core';
import { sha256Hex } from '@watchfloor/core/ids';

/** Evidence bytes by customer and hash in a folder; written once, never changed. */
export interface PackageStore {
  /** Keeps the bytes (synced to disk before it answers) and returns their SHA-256. Keeping the same bytes again is harmless. */
  put(scope: TenantScope, tenantId: string, bytes: Uint8Array): Promise<string>;
  /** The bytes of that hash. Refused NOT_FOUND when this customer has none; throws when they no longer fit their hash. */
  read(scope: TenantScope, tenantId: string, sha256: string): Promise<Uint8Array>;
}

function folderOf(root: string, scope: TenantScope, tenantId: string): string {
  if (!isUuid(tenantId) || !covers(scope, tenantId)) throw new Refused('NOT_FOUND', 'no such evidence package');
  return join(root, tenantId);
}

/** Opens the vault in a folder. */
export function openPackageStore(root: string): PackageStore {
  return {
    async put(scope, tenantId, bytes) {
      const folder = folderOf(root, scope, tenantId);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const sha256 = sha256Hex(bytes);
      const part = join(folder, `${sha256}.${process.pid}.part`);
      const file = await open(part, 'w', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(part, join(folder, `${sha256}.zip`));
      return sha256;
    },
    async read(scope, tenantId, sha256) {
      const folder = folderOf(root, scope, tenantId);
      if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Refused('NOT_FOUND', 'no such evidence package');
      const bytes = await readFile(join(folder, `${sha256}.zip`)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') throw new Refused('NOT_FOUND', 'no such evidence package');
        throw error;
      });
      if (sha256Hex(bytes) !== sha256) throw new Error(`evidence package ${sha256} of ${tenantId} was changed on disk`);
      return bytes;
    },
  };
}
