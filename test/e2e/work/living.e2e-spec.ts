import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { WorkLivingService } from 'nestjs-wechat-sdk/work';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedWork, startWork } from '../../src/start-work.js';

const LIVING = {
  anchor_userid: 'zhangsan',
  theme: '新品发布',
  living_start: 1_800_000_000,
  living_duration: 3600,
};

let work: StartedWork;
let livings: WorkLivingService;
beforeAll(async () => {
  work = await startWork();
  ({ livings } = work.assistant);
  work.console.member({ userid: 'zhangsan' });
});
beforeEach(() => work.sandbox.reset());
afterAll(() => work.close());

const last = (): { route: string; body: unknown } => {
  const { route, body } = lastRequest(work.sandbox);
  return { route, body };
};

describe('Livestreams', () => {
  it('are arranged, changed and cancelled', async () => {
    const livingid = await livings.create(LIVING);
    expect(livingid).toEqual(expect.any(String));
    expect(last()).toEqual({ route: 'POST /cgi-bin/living/create', body: LIVING });
    await livings.modify(livingid, { theme: '发布会' });
    expect(last()).toEqual({ route: 'POST /cgi-bin/living/modify', body: { livingid, theme: '发布会' } });
    expect(await livings.get(livingid)).toMatchObject({ livingid: expect.any(String) });
    expect(lastRequest(work.sandbox)).toMatchObject({ query: { livingid } });
    await livings.cancel(livingid);
    expect(last()).toEqual({ route: 'POST /cgi-bin/living/cancel', body: { livingid } });
  });

  it('are listed by the member', async () => {
    for await (const livingid of livings.listIds('zhangsan')) expect(livingid).toEqual(expect.any(String));
    expect(work.sandbox.requests[0]).toMatchObject({
      path: '/cgi-bin/living/get_user_all_livingid',
      body: { userid: 'zhangsan', limit: 100 },
    });
  });

  it('tell who watched: members and others', async () => {
    const livingid = await livings.create(LIVING);
    const customer = work.console.customer();
    work.console.office.watchLiving(livingid, work.console.memberOf('zhangsan'));
    work.console.office.watchLiving(livingid, customer, 90);
    const viewers: (string | undefined)[] = [];
    for await (const viewer of livings.listViewers(livingid))
      viewers.push('userid' in viewer ? viewer.userid : viewer.external_userid);
    expect(viewers).toEqual(['zhangsan', customer.externalUserId]);
    const asked = work.sandbox.requests.filter(({ path }) => path.endsWith('get_watch_stat'));
    expect(asked[0]).toMatchObject({ body: { livingid, next_key: '0' }, errcode: 0 });
  });

  it('give out codes to watch with, and tell who shared them', async () => {
    const livingid = await livings.create(LIVING);
    expect(await livings.getCode(livingid, 'oABC')).toEqual(expect.any(String));
    expect(last()).toEqual({
      route: 'POST /cgi-bin/living/get_living_code',
      body: { livingid, openid: 'oABC' },
    });
    const code = work.console.office.watchLiving(livingid, work.console.memberOf('zhangsan'));
    expect(await livings.getShareInfo(code)).toMatchObject({ livingid, viewer_userid: 'zhangsan' });
    expect(last().body).toEqual({ ww_share_code: code });
  });

  it('lose their recording', async () => {
    const livingid = await livings.create(LIVING);
    await livings.deleteReplay(livingid);
    expect(last()).toEqual({ route: 'POST /cgi-bin/living/delete_replay_data', body: { livingid } });
  });
});
