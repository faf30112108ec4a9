/** The OCSF version that every event follows. Pinned here only; the extension folder is written for it. */
export const OCSF_VERSION = '1.8.0';

/** Our extension of OCSF, as `metadata.extensions` names it on every event that carries `ot`. See ../extension. */
export const OT_EXTENSION = Object.freeze({ name: 'ot', uid: '999', version: '1.0.0' });

/** The profile of the extension, as `metadata.profiles` names it. */
export const OT_PROFILE = 'ot';

/** The Windows extension of OCSF (registry, services), as `metadata.extensions` names it on events of its classes. */
export const WINDOWS_EXTENSION = Object.freeze({ name: 'win', uid: '2', version: OCSF_VERSION });
