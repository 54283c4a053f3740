import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type MiniProgramPhoneNumber, WeChatDecryptError, WeChatSignatureError } from 'nestjs-wechat-sdk';
import { type StartedMiniProgram, startMiniProgram } from '../../src/start-mini-program.js';

describe('What a mini program learns of people', () => {
  let started: StartedMiniProgram;
  beforeAll(async () => {
    started = await startMiniProgram();
  });
  afterAll(() => started.close());
  afterEach(() => started.sandbox.reset());

  it('a telephone number, once for a code', async () => {
    const { account, mini } = started;
    const person = account.person({ phoneNumber: '13800000000' });
    const code = person.phoneCode();
    expect(await mini.userInfo.getPhoneNumber(code, person.openid)).toMatchObject({
      phoneNumber: '13800000000',
      watermark: { appid: account.appId },
    });
    await expect(mini.userInfo.getPhoneNumber(code)).rejects.toMatchObject({ errcode: 40029 });
    await expect(mini.userInfo.getPhoneNumber(person.login())).rejects.toMatchObject({ errcode: 40029 });
  });

  it('the id of a plugin', async () => {
    const { account, mini } = started;
    const code = account.person().pluginLogin();
    expect(await mini.userInfo.getPluginOpenPid(code)).toEqual(expect.any(String));
    await expect(mini.userInfo.getPluginOpenPid(code)).rejects.toMatchObject({ errcode: 40029 });
  });

  it('what the front end was given sealed, with the key of that session alone', async () => {
    const { account, mini } = started;
    const person = account.person({ nickname: '小美', unionid: 'u1' });
    const { session_key } = await mini.login.code2Session(person.login());
    const { encryptedData, iv, rawData, signature } = person.userInfo();
    const opened = mini.userInfo.decrypt(session_key, encryptedData, iv);
    expect(opened).toMatchObject({ openId: person.openid, unionId: 'u1', nickName: '小美' });
    expect(opened.watermark.appid).toBe(account.appId);
    expect(mini.userInfo.verifyRawData(session_key, rawData, signature)).toMatchObject({ nickName: '小美' });
    const phone = person.phone();
    const { phoneNumber } = mini.userInfo.decrypt<MiniProgramPhoneNumber>(
      session_key,
      phone.encryptedData,
      phone.iv,
    );
    expect(phoneNumber).toBe(person.phoneNumber);
    person.expireSession();
    const later = person.sessionKey;
    expect(() => mini.userInfo.decrypt(later, encryptedData, iv)).toThrow(WeChatDecryptError);
    expect(() => mini.userInfo.verifyRawData(later, rawData, signature)).toThrow(WeChatSignatureError);
  });

  it('nothing of what was sealed for another mini program, or too long ago', async () => {
    const { account, mini, sandbox } = started;
    const stranger = sandbox.miniProgram().person();
    const other = stranger.userInfo();
    expect(() => mini.userInfo.decrypt(stranger.sessionKey, other.encryptedData, other.iv)).toThrow(
      /another mini program/,
    );
    const person = account.person();
    sandbox.advance(-400);
    const old = person.userInfo();
    sandbox.advance(400);
    expect(() => mini.userInfo.decrypt(person.sessionKey, old.encryptedData, old.iv)).toThrow(/300 s/);
    const taken = mini.userInfo.decrypt(person.sessionKey, old.encryptedData, old.iv, { maxAge: 3600 });
    expect(taken).toMatchObject({ openId: person.openid });
  });

  it('whether data is genuine, the union id behind a payment, and keys, asked as the catalogue says', async () => {
    const { account, mini, sandbox } = started;
    const { openid, sessionKey } = account.person();
    expect(await mini.userInfo.checkEncryptedData('CiyL+/==')).toEqual(
      expect.objectContaining({ vaild: true }),
    );
    expect(await mini.userInfo.getPaidUnionid(openid, { transactionId: '42' })).toBe('unionid');
    expect(sandbox.requests.at(-1)?.query).toEqual({ openid, transaction_id: '42' });
    expect(await mini.userInfo.getEncryptKeys(openid, sessionKey)).toHaveLength(1);
    const { body, ...sent } = sandbox.requests.at(-1) ?? {};
    expect(sent).toMatchObject({
      method: 'POST',
      path: '/wxa/business/getuserencryptkey',
      query: { openid },
    });
    expect(body ?? null).toBeNull();
  });
});
