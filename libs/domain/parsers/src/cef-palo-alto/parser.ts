import { headerBody } from '../cef/body.ts';
import { CEF_DIALECT } from '../cef/dialect.ts';
import { CEF } from '../cef/format.ts';
import { paloAltoKind } from '../cef/kinds.ts';
import { formatParser } from '../format/open-format.ts';

export const parser = formatParser(CEF, { title: 'Palo Alto Networks PAN-OS (CEF)', logs: ['palo alto networks'], map: (fields, _vendor, time) => headerBody(fields, CEF_DIALECT, paloAltoKind, time) });
