import { headerBody } from '../cef/body.ts';
import { CEF_DIALECT } from '../cef/dialect.ts';
import { CEF } from '../cef/format.ts';
import { checkPointKind } from '../cef/kinds.ts';
import { formatParser } from '../format/open-format.ts';

export const parser = formatParser(CEF, { title: 'Check Point (CEF)', logs: ['check point'], map: (fields, _vendor, time) => headerBody(fields, CEF_DIALECT, checkPointKind, time) });
