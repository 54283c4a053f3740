import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { ForkedProgram } from '../../src/forked.program.js';

const PROGRAM = new URL('./listener.program.ts', import.meta.url);

describe('A listener that throws', () => {
  let sandbox: WeChatSandbox;
  const said: unknown[] = [];
  const run = (isCaught: boolean): ForkedProgram => {
    const { appId, appSecret } = sandbox.officialAccount().credentials;
    const setup = { appId, appSecret, baseUrls: sandbox.baseUrls, isCaught };
    return new ForkedProgram(PROGRAM, setup, (one) => said.push(one));
  };

  beforeAll(async () => {
    sandbox = await WeChatSandbox.start();
  });
  afterEach(() => {
    said.length = 0;
    return ForkedProgram.killAll();
  });
  afterAll(() => sandbox.close());

  it('breaks no call, and is told as an uncaught exception', async () => {
    const program = run(true);
    while (said.length < 2 && program.isAlive) await Promise.race([program.firstWord(), program.ended]);
    expect(program.output).toBe('');
    expect(said).toContainEqual({ answer: expect.arrayContaining([expect.any(String)]) });
    expect(said).toContainEqual({ uncaught: 'of the listener' });
    await program.end();
  });

  it('ends the process as any uncaught exception does', async () => {
    const program = run(false);
    await expect(program.ended).resolves.toEqual({ code: 1, signal: null });
    expect(program.output).toContain('Error: of the listener');
  });
});
