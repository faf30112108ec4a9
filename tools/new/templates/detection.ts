import type { Template } from '../template.ts';

function source(name: string): string {
  return `import { endpointsOf, OCSF_CLASS } from '@watchfloor/ocsf';
import { describeEndpoint, describeTime } from '../describe.ts';
import type { EventDetection } from '../detection.ts';
import { otAccessGroupOf } from '../group-key.ts';

/** Replace: the port that this detection looks for. */
const PORT = 4444;

/** Replace: what it finds, what it leaves alone, and which rule or source says so. */
export const detection: EventDetection = {
  id: '${name}',
  version: 1,
  title: 'Replace: what was found',
  kind: 'event',
  classes: [OCSF_CLASS.networkActivity],
  match: (event, facts) => {
    const { src, dst } = endpointsOf(event.ocsf);
    if (src?.ip === undefined || dst?.ip === undefined || dst.port !== PORT) return undefined;
    const from = describeEndpoint(event.src, src.ip);
    const to = describeEndpoint(event.dst, dst.ip);
    return {
      title: \`\${event.src?.name ?? src.ip} spoke to port \${PORT} of \${event.dst?.name ?? dst.ip}\`,
      reason: \`\${from} spoke to port \${PORT} of \${to} on \${describeTime(facts, event.siteId, event.timeUs)}.\`,
      severityId: 3,
      confidence: 50,
      techniques: ['T0885'],
      matched: { 'src_endpoint.ip': src.ip, 'dst_endpoint.ip': dst.ip, 'dst_endpoint.port': String(PORT) },
      nextSteps: [\`Ask the site what \${from} does on port \${PORT} of \${to}.\`],
      assetId: event.dst?.id,
      zoneId: event.dstZone?.id,
      groupKey: otAccessGroupOf(event, src.ip),
    };
  },
};
`;
}

/** A conversation of the water plant that the fixtures play in. */
function conversation(about: string, port: number, expected?: readonly object[]): string {
  const line = { _path: 'conn', ts: 1795314434.25, uid: 'CNew1', 'id.orig_h': '10.20.30.44', 'id.orig_p': 50_000, 'id.resp_h': '10.20.10.13', 'id.resp_p': port, proto: 'tcp' };
  return `${JSON.stringify({ about, source: 'zeek', lines: [line], ...(expected === undefined ? {} : { expected }) }, null, 2)}\n`;
}

export const detectionTemplate: Template = {
  kind: 'detection',
  naming: 'what it finds, in lower case with hyphens: plc-stop, new-device',
  name: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  folder: 'libs/domain/detections/src',
  files: (name) => ({
    'detection.ts': source(name),
    'fires/example.json': conversation('Replace: what happens and why it must be found.', 4444, [{ severityId: 3, techniques: ['T0885'], matched: { 'dst_endpoint.port': '4444' } }]),
    'quiet/example.json': conversation('Replace: what looks alike and must not be found.', 502),
  }),
  next: (name) => [
    'write match() in detection.ts; it is pure: everything it knows comes from the event and the facts',
    'put log lines that must fire in fires/*.json with the findings expected, and lines that must not in quiet/*.json; facts: libs/domain/detections/test/facts',
    'npm test -- libs/domain/detections',
    `npm run cli -- rules list    shows '${name}' beside the others`,
  ],
};
