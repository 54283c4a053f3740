import { afterEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { WeChatMessage } from 'nestjs-wechat-sdk';
import { ADAPTERS, AES_KEY, type StartedApp, startApp } from '../src/start-app.js';
import { openWorkAnswer } from '../src/work.sender.js';
import { plainQuery, sealedPush, sendRaw, textXml } from '../src/wechat.sender.js';

const OTHER_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const NEW = { token: 'newToken', encodingAESKey: 'GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba' };

@Injectable()
class Handlers {
  @WeChatMessage('text')
  hear({ Content }: { Content: string }): string {
    return `heard ${Content}`;
  }
}

describe.each(ADAPTERS)('a console whose Token and EncodingAESKey are changed, on %s', (adapter) => {
  let started: StartedApp;
  afterEach(() => started.close());

  const start = async (isKnown = true): Promise<void> => {
    const token = 'oldToken';
    started = await startApp(adapter, {
      providers: [Handlers],
      account: { token, encodingAESKey: AES_KEY },
      client: { ...NEW, ...(isKnown && { previousKeys: { token, encodingAESKey: AES_KEY } }) },
    });
  };

  it('loses nothing: what comes before the change is answered with the keys it came with', async () => {
    await start();
    // the sandbox opens the answer, and would say so if it could not
    expect(await started.account.person().say('before')).toMatchObject({
      kind: 'text',
      text: 'heard before',
    });
  });

  it('checks the address with the new ones, and takes what comes after', async () => {
    await start();
    const { appId } = started.account.credentials;
    const url = started.account.callbackUrl as string;
    const check = await sendRaw(url, { method: 'GET', query: { ...plainQuery(NEW.token), echostr: 'echo' } });
    expect(check).toMatchObject({ status: 200, text: 'echo' });
    const push = sealedPush(textXml('after'), { appId, ...NEW });
    const answer = await sendRaw(url, push);
    expect(answer.status).toBe(200);
    expect(openWorkAnswer(answer, { receiveId: appId, ...NEW })).toMatchObject({ Content: 'heard after' });
  });

  it('refuses any others, and those of before once they are no longer named', async () => {
    await start();
    const { appId } = started.account.credentials;
    const url = started.account.callbackUrl as string;
    const strange = sealedPush(textXml('forged'), { appId, ...NEW, token: 'another' });
    expect((await sendRaw(url, strange)).status).toBe(401);
    const otherKey = sealedPush(textXml('x'), { appId, token: NEW.token, encodingAESKey: OTHER_KEY });
    expect((await sendRaw(url, otherKey)).status).toBe(400);
    await started.close();
    await start(false);
    const old = { appId: started.account.appId, token: 'oldToken', encodingAESKey: AES_KEY };
    expect((await sendRaw(started.account.callbackUrl as string, sealedPush(textXml('x'), old))).status).toBe(
      401,
    );
  });
});
