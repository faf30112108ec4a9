import { formatParser } from '../format/open-format.ts';
import { bodyOf } from '../windows/body.ts';
import { WINDOWS } from '../windows/format.ts';

export const parser = formatParser(WINDOWS, { title: 'Any other Windows event log', logs: [], map: bodyOf });
