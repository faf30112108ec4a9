/** Ways in which protocols carry the sensor's key in `Authorization`. `basic` is its password, `apikey` Elasticsearch's. */
export type KeyScheme = 'bearer' | 'basic' | 'apikey' | 'splunk';

const HEADER = /^([A-Za-z]{1,16}) +(\S{1,4096})\s*$/;
const KEY = /^wfs_/;

/**
 * The sensor key of an `Authorization` header in one of `schemes`; undefined where there is none. Basic: the password is the key, the
 * user is not looked at (a key given as the user alone is taken too). ApiKey: base64 of `id:key`, or the key itself.
 */
export function sensorKeyOf(authorization: string | undefined, schemes: readonly KeyScheme[]): string | undefined {
  const [, scheme = '', value = ''] = HEADER.exec(authorization ?? '') ?? [];
  const known = schemes.find((each) => each === scheme.toLowerCase());
  if (known === undefined) return undefined;
  if (known === 'bearer' || known === 'splunk' || (known === 'apikey' && KEY.test(value))) return value;
  const [name = '', ...rest] = Buffer.from(value, 'base64').toString('latin1').split(':');
  const secret = rest.join(':');
  return secret === '' && KEY.test(name) ? name : secret;
}
