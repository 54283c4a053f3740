import { describe, expect, it } from '@jest/globals';
import { WeChatAuthorizationError } from '../../../../lib/common/index.js';
import { CORP, keyOf, machineOn, refusal } from './fake-suite.js';

const AT = 1_700_000_000;

describe('SuiteAuthorizationDesk', () => {
  it('keeps the permanent code, and shows it to nobody', async () => {
    const { wecom, desk, credentials } = machineOn();
    wecom.grant('code');
    const installation = await desk.accept('code');
    expect(installation).toEqual({ auth_corp_info: { corpid: CORP } });
    expect(credentials.kept.get(keyOf(CORP))).toEqual({ permanentCode: 'permanent code', authorizedAt: 0 });
  });

  it('has what another machine had with the same code, and the cache holds no permanent code', async () => {
    const left = machineOn();
    const right = machineOn(left);
    left.wecom.grant('code');
    expect(await left.desk.accept('code')).toEqual(await right.desk.accept('code'));
    expect(left.wecom.call).toHaveBeenCalledTimes(1);
    expect(JSON.stringify([...left.storage.kept])).not.toContain('permanent code');
  });

  it('does not take a code again of a corporation that has left since', async () => {
    const { wecom, desk } = machineOn();
    wecom.grant('code');
    await desk.accept('code');
    await desk.leave(CORP, AT);
    await expect(desk.accept('code')).rejects.toMatchObject({ errcode: 40078 });
  });

  it('has a permanent code ready for the next try when the store refused it', async () => {
    const { wecom, desk, credentials } = machineOn();
    wecom.grant('code');
    credentials.write.mockRejectedValueOnce(new Error('disk full'));
    await expect(desk.accept('code')).rejects.toThrow('disk full');
    expect(credentials.kept.size).toBe(0);
    expect(await desk.accept('code')).toEqual({ auth_corp_info: { corpid: CORP } });
    expect(wecom.call).toHaveBeenCalledTimes(1);
    expect(credentials.kept.get(keyOf(CORP))).toMatchObject({ permanentCode: 'permanent code' });
  });

  it('drops the token that was had with the code before', async () => {
    const { wecom, desk, tokens, tokenOf } = machineOn();
    wecom.grant('code');
    await desk.accept('code');
    await tokens.get(tokenOf(CORP));
    wecom.grant('reset', CORP, 'another');
    await desk.acceptPushed('reset_permanent_code', 'reset', AT);
    const { isLive } = tokens.health(tokenOf(CORP).key);
    expect(isLive).toBe(false);
    expect(await tokens.get(tokenOf(CORP))).toBe(`token of ${CORP}`);
    expect(wecom.call.mock.calls.at(-1)?.[1].body).toMatchObject({ permanent_code: 'another' });
  });

  it('dates by WeCom alone: a browser says nothing, and older news change nothing', async () => {
    const { wecom, desk, book } = machineOn();
    wecom.grant('code');
    await desk.accept('code');
    expect(await desk.acceptPushed('create_auth', 'code', AT)).toBe(CORP);
    expect((await book.find(CORP))?.authorizedAt).toBe(AT);
    await desk.acceptPushed('create_auth', 'code', AT - 5);
    wecom.grant('again');
    await desk.accept('again');
    expect((await book.find(CORP))?.authorizedAt).toBe(AT);
    expect(await desk.leave(CORP, AT - 1)).toBe(false);
    expect(await desk.leave(CORP, AT)).toBe(true);
    expect(await book.find(CORP)).toBeUndefined();
  });

  it('passes over a pushed code that is stale, and no other failure', async () => {
    const { wecom, desk } = machineOn();
    expect(await desk.acceptPushed('create_auth', 'stale', AT)).toBeUndefined();
    wecom.call.mockRejectedValueOnce(refusal(40085));
    await expect(desk.acceptPushed('create_auth', 'code', AT)).rejects.toMatchObject({ errcode: 40085 });
  });

  it('asks once which AgentId it is, and keeps it beside the code', async () => {
    const { wecom, desk, credentials } = machineOn();
    wecom.grant('code');
    await desk.accept('code');
    expect([await desk.agentIdOf(CORP), await desk.agentIdOf(CORP)]).toEqual(['1000017', '1000017']);
    expect(wecom.call).toHaveBeenCalledTimes(2);
    expect(credentials.kept.get(keyOf(CORP))).toMatchObject({ agentId: '1000017' });
  });

  it('does not keep the AgentId of an authorization that was replaced meanwhile', async () => {
    const { wecom, desk, book } = machineOn();
    wecom.grant('code');
    await desk.accept('code');
    wecom.call.mockImplementationOnce(async () => {
      wecom.grant('again', CORP, 'newer');
      await desk.accept('again');
      return { auth_corp_info: { corpid: CORP }, auth_info: { agent: [{ agentid: 7 }] } };
    });
    await desk.agentIdOf(CORP);
    expect(await book.find(CORP)).toEqual({ permanentCode: 'newer', authorizedAt: 0 });
  });

  it('says where there is no application, or no authorization', async () => {
    const { wecom, desk, corps } = machineOn();
    wecom.grant('code');
    wecom.agentId = undefined;
    await desk.accept('code');
    expect(await desk.agentIdOf(CORP)).toBeUndefined();
    await expect(desk.agentIdOf('wwnobody')).rejects.toThrow(WeChatAuthorizationError);
    await expect(desk.authInfo('wwnobody')).rejects.toThrow(/wwnobody has not authorized the suite/);
    expect(corps.agent('wwnobody').client.agentId).toBeUndefined();
  });

  it('restores what was kept elsewhere once WeCom has said that it is good', async () => {
    const { wecom, desk, book } = machineOn();
    wecom.permanent.set(CORP, 'from a backup');
    await expect(desk.restore(CORP, 'wrong')).rejects.toMatchObject({ errcode: 40084 });
    expect(await book.find(CORP)).toBeUndefined();
    await desk.restore(CORP, 'from a backup');
    expect(await book.find(CORP)).toEqual({
      permanentCode: 'from a backup',
      authorizedAt: 0,
      agentId: '1000017',
    });
  });

  it.each<[string, unknown]>([
    ['text', 'rubbish'],
    ['a code that is no text', { permanentCode: 5, authorizedAt: 0 }],
    ['a code without its time', { permanentCode: 'x' }],
  ])('takes %s in the store for none', async (_what, rubbish) => {
    const { book, credentials } = machineOn();
    credentials.kept.set(keyOf(CORP), rubbish);
    expect(await book.find(CORP)).toBeUndefined();
  });
});
