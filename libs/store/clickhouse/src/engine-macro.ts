/** How tables are kept: on one node, or replicated (and, with a cluster, created on each node). */
export type EngineLayout = { readonly kind: 'single' } | { readonly kind: 'replicated'; readonly cluster: string; readonly pathPrefix?: string };

const ENGINES: Readonly<Record<string, string>> = { Replacing: 'ReplacingMergeTree', Aggregating: 'AggregatingMergeTree', Merge: 'MergeTree', Summing: 'SummingMergeTree' };
const MACRO = /\{engine:(\w+)(?:\(([^)]*)\))?\}/g;
const CREATE = /\b(CREATE\s+(?:TABLE|MATERIALIZED\s+VIEW|VIEW|DATABASE)\s+(?:IF\s+NOT\s+EXISTS\s+)?[`\w.]+|ALTER\s+TABLE\s+[`\w.]+|DROP\s+(?:TABLE|VIEW)\s+(?:IF\s+EXISTS\s+)?[`\w.]+)/gi;

/**
 * Writes `{engine:Replacing(version)}` as the engine of the layout and, on a cluster, ON CLUSTER behind each DDL verb.
 * Throws for an engine name that it does not know.
 */
export function expandEngineMacro(sql: string, layout: EngineLayout): string {
  const engines = sql.replace(MACRO, (_, name: string, args: string | undefined) => {
    const engine = ENGINES[name];
    if (engine === undefined) throw new Error(`unknown engine macro {engine:${name}}: one of ${Object.keys(ENGINES).join(', ')}`);
    if (layout.kind === 'single') return args === undefined || args === '' ? engine : `${engine}(${args})`;
    const path = `'${layout.pathPrefix ?? '/clickhouse/tables'}/{shard}/{database}/{table}'`;
    return `Replicated${engine}(${[path, "'{replica}'", ...(args === undefined || args === '' ? [] : [args])].join(', ')})`;
  });
  if (layout.kind === 'single') return engines;
  return engines.replace(CREATE, (head) => `${head} ON CLUSTER '${layout.cluster}'`);
}
