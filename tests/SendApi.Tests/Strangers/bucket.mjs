// A bucket as Amazon S3 has them, by the npm package "s3rver": says where it listens, and ends with its standard input.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';

const directory = mkdtempSync(join(tmpdir(), 'sendapi-bucket-'));
const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: 'files' }] });
const { port } = await server.run();
console.log(JSON.stringify({ event: 'listening', port }));
process.stdin.resume();
process.stdin.on('end', async () => {
  await server.close();
  rmSync(directory, { recursive: true, force: true });
  process.exit(0);
});
