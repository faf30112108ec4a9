export { signingConfig, vaultConfig } from './config.ts';
export { auditFault, auditHash, brokenAt, type AuditLine } from './package/audit-chain.ts';
export { buildPackage, type BuiltPackage, type PackageContents, type PackageHeader } from './package/build-package.ts';
export { keyFingerprint } from './package/dsse.ts';
export { PACKAGE_FILES, type PackageFile } from './package/layout.ts';
export { verifyPackage, type Verification } from './package/verify-package.ts';
export { openPackageStore, type PackageStore } from './package-store.ts';
export { readSigningKey } from './signing-key.ts';
