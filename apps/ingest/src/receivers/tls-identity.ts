import { readFileSync } from 'node:fs';
import type { TLSSocket } from 'node:tls';

/** Options of a TLS server of ours. */
export interface TlsIdentity {
  readonly cert: Buffer;
  readonly key: Buffer;
  /** Authorities that must have signed a client's certificate; any certificate that is registered will do where there are none. */
  readonly ca?: Buffer;
  readonly requestCert: true;
  /** Never: a certificate is known by its fingerprint, whoever signed it, and a sensor may do without one. */
  readonly rejectUnauthorized: false;
  readonly minVersion: 'TLSv1.2';
}

/** Reads certificate (with its chain) and key; undefined where neither is set. Throws where only one is, or a file cannot be read. */
export function readTlsIdentity(files: { readonly certFile: string | undefined; readonly keyFile: string | undefined; readonly clientCaFile: string | undefined }): TlsIdentity | undefined {
  if (files.certFile === undefined && files.keyFile === undefined) return undefined;
  if (files.certFile === undefined || files.keyFile === undefined) throw new Error('WF_TLS_CERT_FILE and WF_TLS_KEY_FILE belong together');
  return { cert: readFileSync(files.certFile), key: readFileSync(files.keyFile), ...(files.clientCaFile === undefined ? {} : { ca: readFileSync(files.clientCaFile) }), requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.2' };
}

/**
 * SHA-256 fingerprint of the certificate whose key the peer has proved to hold, in lower-case hex; undefined where it showed none or one that
 * is not valid now or, where that is asked for, not signed by one of the identity's authorities.
 */
export function peerCertificate(socket: TLSSocket, nowMs: number, mustBeSigned: boolean): string | undefined {
  const certificate = socket.getPeerX509Certificate();
  if (!certificate || (mustBeSigned && !socket.authorized) || Date.parse(certificate.validFrom) > nowMs || Date.parse(certificate.validTo) < nowMs) return undefined;
  return certificate.fingerprint256.replaceAll(':', '').toLowerCase();
}
