import { headerBody } from '../cef/body.ts';
import { CEF_DIALECT } from '../cef/dialect.ts';
import { CEF } from '../cef/format.ts';
import { dragosKind } from '../cef/kinds.ts';
import { formatParser } from '../format/open-format.ts';

export const parser = formatParser(CEF, { title: 'Dragos Platform (CEF)', logs: ['dragos', 'dragos, inc.'], map: (fields, _vendor, time) => headerBody(fields, CEF_DIALECT, dragosKind, time) });
