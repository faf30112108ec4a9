import type { OtObject } from '@watchfloor/ocsf';
import type { Fields } from '../reading/fields.ts';

/** The prefixes that ICSNPP gives the columns of the node that a row is about, in the order in which they are asked. */
const PREFIXES = ['node_id', 'item_to_monitor_node_id', 'browse_description', 'browse_response_ref'] as const;

/** The text form of a node id (OPC 10000-6, 5.3.1.10): ns=1;s=the.answer, i=2258. The columns stay: this is made of them. */
function nodeId(fields: Fields, prefix: string): string | undefined {
  const space = fields.peek(`${prefix}_namespace_idx`);
  const ns = typeof space === 'number' && space !== 0 ? `ns=${String(space)};` : '';
  for (const [kind, letter] of [['numeric', 'i'], ['string', 's'], ['guid', 'g'], ['opaque', 'b']] as const) {
    const value = fields.peek(`${prefix}_${kind}`);
    if (typeof value === 'number' || (typeof value === 'string' && value !== '')) return `${ns}${letter}=${String(value)}`;
  }
  return undefined;
}

/** The node that a row reads, writes, watches or browses. */
export function takeNode(fields: Fields): OtObject | undefined {
  for (const prefix of PREFIXES) {
    const id = nodeId(fields, prefix);
    if (id === undefined) continue;
    return { node_id: id, attribute_id: fields.integer('attribute_id'), property: fields.word('attribute_id_str') ?? fields.word('item_to_monitor_attribute_id') };
  }
  return undefined;
}
