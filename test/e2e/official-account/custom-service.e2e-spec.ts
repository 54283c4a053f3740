import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

const ALICE = 'alice@shop';
const BOB = 'bob@shop';

describe('Customer service', () => {
  let started: StartedApp;
  let service: OfficialAccount['customService'];
  beforeAll(async () => {
    started = await startApp('express');
    service = started.app.get<OfficialAccount>(getWeChatToken('shop')).customService;
  });
  afterAll(() => started.close());
  beforeEach(async () => {
    for (const { kf_account } of await service.list()) await service.delete(kf_account);
    started.sandbox.reset();
  });

  const last = () => started.sandbox.requests.at(-1);

  it('adds, changes and removes accounts, and the list follows', async () => {
    await service.add(ALICE, '爱丽丝');
    expect(last()).toMatchObject({
      method: 'POST',
      path: '/customservice/kfaccount/add',
      body: { kf_account: ALICE, nickname: '爱丽丝' },
    });
    await service.add(BOB, 'Bob');
    await service.update(ALICE, '小爱');
    expect(last()).toMatchObject({ path: '/customservice/kfaccount/update' });
    expect((await service.list()).map(({ kf_account, kf_nick }) => [kf_account, kf_nick])).toEqual([
      [ALICE, '小爱'],
      [BOB, 'Bob'],
    ]);
    expect(last()?.path).toBe('/cgi-bin/customservice/getkflist');
    await service.delete(BOB);
    expect(last()).toMatchObject({
      method: 'POST',
      path: '/customservice/kfaccount/del',
      body: { kf_account: BOB },
    });
    expect((await service.list()).map(({ kf_account }) => kf_account)).toEqual([ALICE]);
    await expect(service.delete(BOB)).rejects.toMatchObject({ errcode: 65401 });
    await expect(service.add(ALICE, 'again')).rejects.toMatchObject({ errcode: 65406 });
  });

  it.each([
    ['no suffix', 'alice', 'Alice'],
    ['a name of eleven letters', 'abcdefghijk@shop', 'Alice'],
    ['a name that is not Latin', '爱丽丝@shop', 'Alice'],
    ['more than thirty characters', `alice@${'s'.repeat(25)}`, 'Alice'],
    ['no nickname', ALICE, ''],
    ['a nickname of seventeen characters', ALICE, '一'.repeat(17)],
  ])('refuses an account with %s before anything is sent', async (_title, account, nickname) => {
    await expect(service.add(account, nickname)).rejects.toBeInstanceOf(RangeError);
    expect(started.sandbox.requests).toHaveLength(0);
  });

  it('sets a picture and invites a worker', async () => {
    await service.add(ALICE, 'Alice');
    await service.uploadHeadImage(ALICE, { content: Buffer.from('jpeg'), filename: '头像.jpg' });
    expect(last()).toMatchObject({
      path: '/customservice/kfaccount/uploadheadimg',
      query: { kf_account: ALICE },
      body: { media: { filename: '头像.jpg', size: 4 } },
    });
    await service.inviteWorker(ALICE, 'alice_wx');
    expect(last()?.body).toEqual({ kf_account: ALICE, invite_wx: 'alice_wx' });
    expect(await service.list()).toMatchObject([
      {
        kf_headimgurl: expect.stringMatching(/^http/),
        invite_wx: 'alice_wx',
        invite_status: 'waiting',
        invite_expire_time: expect.any(Number),
      },
    ]);
    await expect(service.inviteWorker(ALICE, 'bob_wx')).rejects.toMatchObject({ errcode: 65411 });
    await expect(
      service.uploadHeadImage(ALICE, { content: Buffer.from('x'), filename: 'a.gif' }),
    ).rejects.toMatchObject({ errcode: 40005 });
  });

  it('opens, shows and closes sessions', async () => {
    const { openid } = started.account.person();
    await service.add(ALICE, 'Alice');
    await service.add(BOB, 'Bob');
    expect(await service.getSession(openid)).toMatchObject({ kf_account: '' });
    await service.createSession(openid, ALICE);
    expect(last()).toMatchObject({
      path: '/customservice/kfsession/create',
      body: { kf_account: ALICE, openid },
    });
    expect(await service.getSession(openid)).toMatchObject({
      kf_account: ALICE,
      createtime: expect.any(Number),
    });
    expect(await service.listSessions(ALICE)).toEqual([{ openid, createtime: expect.any(Number) }]);
    expect(await service.listOnline()).toMatchObject([
      { kf_account: ALICE, accepted_case: 1 },
      { kf_account: BOB, accepted_case: 0 },
    ]);
    await expect(service.createSession(openid, BOB)).rejects.toMatchObject({ errcode: 65414 });
    await service.closeSession(openid, ALICE);
    expect(await service.listSessions(ALICE)).toEqual([]);
    await expect(service.closeSession(openid, ALICE)).rejects.toMatchObject({ errcode: 65413 });
    expect(await service.listWaiting()).toMatchObject({
      count: expect.any(Number),
      waitcaselist: expect.any(Array),
    });
  });

  it('reads what was said within a day', async () => {
    const to = new Date('2026-03-02T10:00:00.900Z');
    const from = new Date(to.getTime() - 86_400_000);
    const records: unknown[] = [];
    for await (const record of service.listMessages(from, to)) records.push(record);
    expect(records).toEqual([expect.objectContaining({ openid: 'openid', worker: 'worker' })]);
    expect(last()).toMatchObject({
      path: '/customservice/msgrecord/getmsglist',
      body: { starttime: 1_772_359_200, endtime: 1_772_445_600, msgid: 1, number: 10_000 },
    });
    expect(() => service.listMessages(new Date(from.getTime() - 1000), to)).toThrow(/24 hours/);
    expect(() => service.listMessages(to, from)).toThrow(RangeError);
    started.sandbox.fail('POST /customservice/msgrecord/getmsglist', { errcode: 65417 });
    await expect(service.listMessages(from, to).next()).rejects.toMatchObject({ errcode: 65417 });
  });
});
