import { headerBody } from '../cef/body.ts';
import { CEF_DIALECT } from '../cef/dialect.ts';
import { CEF } from '../cef/format.ts';
import { nozomiKind } from '../cef/kinds.ts';
import { formatParser } from '../format/open-format.ts';

export const parser = formatParser(CEF, { title: 'Nozomi Networks Guardian (CEF)', logs: ['nozomi networks', 'nozomi'], map: (fields, _vendor, time) => headerBody(fields, CEF_DIALECT, nozomiKind, time) });
