import { gzipSync, zstdCompressSync } from 'node:zlib';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngines, type Engines } from './engines.ts';
import { bundleIngest, startIngest } from './ingest-process.ts';
import { connLine, seedPlant } from './plant.ts';
import { missingS3Server, startS3Server, type S3Server } from './s3-server.ts';
import { eventually, settledCountersOf, storeOf } from './sender.ts';

const PLACE = 'watchfloor_ingest_source_failures_total{receiver="s3",place="plant-logs/zeek/"}';
const missing = missingS3Server();
let engines: Engines;
let main: string;
let s3: S3Server;

beforeAll(async () => {
  if (missing !== undefined) return;
  [engines, main, s3] = await Promise.all([startEngines(), bundleIngest('ingest-bucket'), startS3Server()]);
}, 120_000);
afterAll(async () => {
  await s3?.stop();
  await engines?.stop();
});

const text = (from: number, to: number): string => Array.from({ length: to - from }, (_, at) => `${connLine(from + at)}\n`).join('');

describe('a bucket', () => {
  it('gives each object once: plain, gzip, zstd and TSV; new ones as they come; again after kill -9 without doubling; nothing to a wrong key', { timeout: 120_000 }, async (context) => {
    if (missing !== undefined) return context.skip(`no S3 server: ${missing}`);
    const plant = await seedPlant(engines.adminUrl, 'buckets');
    const { url: endpoint, credentials } = s3;
    const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: { ...credentials } });
    await client.send(new CreateBucketCommand({ Bucket: 'plant-logs' }));
    const put = (Key: string, Body: string | Buffer) => client.send(new PutObjectCommand({ Bucket: 'plant-logs', Key, Body }));
    await put('zeek/a.log', text(0, 5));
    await put('zeek/b.log.gz', gzipSync(text(5, 10)));
    await put('zeek/c.zst', zstdCompressSync(Buffer.from(text(10, 2_010))));
    await put('zeek/d.tsv', '#separator \\x09\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\n1780392600.5\tT1\t10.20.1.5\t4000\t10.20.1.10\t502\ttcp\n');
    await put('zeek/e.gz', gzipSync(text(0, 9)).subarray(0, 40));
    await put('other/x.log', text(500, 600));
    const bucket = { bucket: 'plant-logs', prefix: 'zeek/', endpoint, pathStyle: true, accessKeyId: credentials.accessKeyId, secretAccessKey: credentials.secretAccessKey, sensorKey: plant.key };
    const environment = (settings: object): Record<string, string> => ({ ...engines.environment, WF_BUCKETS: JSON.stringify([settings]), WF_BUCKETS_POLL_MS: '100' });
    const failures = async (url: string): Promise<number> => Number((await (await fetch(`${url}/metrics`)).text()).split('\n').find((line) => line.startsWith(PLACE))?.split(' ').at(-1) ?? 0);

    const locked = await startIngest(main, environment({ ...bucket, secretAccessKey: 'not-the-secret' }));
    await eventually(async () => ((await failures(locked.url)) > 1 ? true : undefined), 20);
    expect(locked.log()).toContain('SignatureDoesNotMatch');
    expect(locked.log()).not.toContain('not-the-secret');
    expect(await storeOf(engines, plant).count()).toBe(0);
    await locked.end('SIGTERM');

    const doomed = await startIngest(main, environment(bucket), 'healthz');
    await eventually(async () => ((await storeOf(engines, plant).count()) > 10 ? true : undefined), 30);
    await doomed.end('SIGKILL');
    const ingest = await startIngest(main, environment(bucket));
    await put('zeek/0-late.log', text(20_000, 20_003));
    await eventually(async () => ((await storeOf(engines, plant).count()) >= 2_014 ? true : undefined), 30);
    // The broken object is tried again, the others are not.
    const before = await failures(ingest.url);
    await eventually(async () => ((await failures(ingest.url)) > before ? true : undefined), 30);
    expect(await storeOf(engines, plant).count()).toBe(2_014);
    expect((await settledCountersOf(ingest, plant))['refused']).toBe(0);
    await ingest.end('SIGTERM');
    client.destroy();
  });
});
