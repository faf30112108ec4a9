import { headerBody } from '../cef/body.ts';
import { LEEF_DIALECT } from '../cef/dialect.ts';
import { genericKind, VENDOR_KINDS } from '../cef/kinds.ts';
import { formatParser } from '../format/open-format.ts';
import { LEEF } from '../leef/format.ts';

export const parser = formatParser(LEEF, {
  title: 'LEEF of any product; vendors that CEF knows by the same rules',
  logs: [],
  map: (fields, vendor, time) => headerBody(fields, LEEF_DIALECT, (Object.hasOwn(VENDOR_KINDS, vendor) ? VENDOR_KINDS[vendor] : undefined) ?? genericKind, time),
});
