import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';

const AUDIT = fileURLToPath(new URL('../../tools/audit.mjs', import.meta.url));
const ADVISORY = {
  id: 1,
  url: 'https://github.com/advisories/GHSA-test',
  title: 'A hole in saxes',
  severity: 'high',
  vulnerable_versions: '<=6.0.0',
};

/** A registry that answers the question with this, and anything else with the packages it is asked for. */
async function startRegistry(status: number, advisories: object): Promise<Server> {
  const server = createServer((request, response) => {
    const isQuestion = request.url?.endsWith('/security/advisories/bulk');
    const name = request.url?.slice(1) ?? '';
    const version = { name, version: '6.0.0' };
    const packument = { name, 'dist-tags': { latest: '6.0.0' }, versions: { '6.0.0': version } };
    request.resume();
    response.writeHead(isQuestion ? status : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isQuestion ? advisories : packument));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

describe('tools/audit.mjs', () => {
  let server: Server;
  afterEach(() => void server.close());

  async function audit(status: number, advisories: object): Promise<{ code: number; said: string }> {
    server = await startRegistry(status, advisories);
    const { port } = server.address() as AddressInfo;
    const child = spawn(process.execPath, [AUDIT], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        ...process.env,
        npm_config_registry: `http://127.0.0.1:${port}/`,
        npm_config_fetch_retries: '0',
        npm_config_audit: 'true',
      },
    });
    const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number]>]);
    return { code, said };
  }

  it('is content where the registry knows of nothing', async () => {
    const { code, said } = await audit(200, {});
    expect(said).toMatch(/npm audit: 0 of high severity or worse, among \d+ packages/);
    expect(code).toBe(0);
  });

  it('fails where it knows of something, and says of what', async () => {
    const { code, said } = await audit(200, { saxes: [ADVISORY] });
    expect(said).toContain('high: saxes');
    expect(said).toContain('A hole in saxes https://github.com/advisories/GHSA-test');
    expect(code).toBe(1);
  });

  it('says that it could not be asked, and is not content', async () => {
    const { code, said } = await audit(405, {});
    expect(said).toMatch(/NOT ASKED.*405.*nothing is known/);
    expect(said).not.toContain('0 of high');
    expect(code).toBe(0);
  });
});
