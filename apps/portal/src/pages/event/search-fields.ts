/** Fields of the query language to suggest: the short names of the table in libs/domain/search, whose test compares the two. */
export const SEARCH_FIELD_NAMES = [
  'text', 'message', 'raw', 'ip', 'src_ip', 'dst_ip', 'port', 'src_port', 'dst_port', 'mac', 'src_mac', 'dst_mac', 'app_protocol', 'ot_function', 'ot_function_code', 'ot_access', 'ot_unit', 'ot_address', 'ot_count', 'class',
  'activity', 'type', 'severity', 'source', 'sensor', 'site', 'asset', 'src_asset', 'dst_asset', 'zone', 'src_zone', 'dst_zone', 'event', 'flag', 'technique',
] as const;
