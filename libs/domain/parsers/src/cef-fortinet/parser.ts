import { headerBody } from '../cef/body.ts';
import { CEF_DIALECT } from '../cef/dialect.ts';
import { CEF } from '../cef/format.ts';
import { fortinetKind } from '../cef/kinds.ts';
import { formatParser } from '../format/open-format.ts';

export const parser = formatParser(CEF, { title: 'Fortinet FortiGate (CEF)', logs: ['fortinet'], map: (fields, _vendor, time) => headerBody(fields, CEF_DIALECT, fortinetKind, time) });
