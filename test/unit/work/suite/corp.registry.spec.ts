import { describe, expect, it } from '@jest/globals';
import type { CallbackRequest } from '../../../../lib/client/index.js';
import { CORP, machineOn, SUITE } from './fake-suite.js';

const REQUEST = {} as CallbackRequest;

describe('CorpRegistry', () => {
  it('makes one client of a corporation, and asks nobody', () => {
    const { corps, wecom, credentials } = machineOn();
    const { client, parent } = corps.agent(CORP);
    expect(corps.agent(CORP).client).toBe(client);
    expect(corps.contacts(CORP)).toBe(corps.contacts(CORP));
    expect([client.name, client.id, client.corpId, parent?.name]).toEqual([
      `crm/${CORP}`,
      `${CORP}/${SUITE}`,
      CORP,
      'crm',
    ]);
    expect(wecom.call).not.toHaveBeenCalled();
    expect(credentials.read).not.toHaveBeenCalled();
  });

  it.each(['', ' ww1', 'ww1/x', '../ww1', 'a'.repeat(65), undefined, 5])(
    'takes no %p for a corpid',
    (corpId) => {
      const { corps } = machineOn();
      expect(() => corps.agent(corpId as string)).toThrow(TypeError);
      expect(() => corps.contacts(corpId as string)).toThrow(TypeError);
    },
  );

  it('knows those whose authorization was seen, under the names of suite and corporation', async () => {
    const { corps, wecom, desk } = machineOn();
    wecom.grant('code');
    await desk.accept('code');
    corps.agent(CORP);
    expect(corps.known(`crm/${CORP}`)).toBeUndefined();
    const found = await corps.find(CORP);
    expect(found).toBe(corps.agent(CORP));
    expect(corps.known(`crm/${CORP}`)).toBe(found);
    expect(corps.known(`${SUITE}/${CORP}`)).toBe(found);
    for (const key of [CORP, `hr/${CORP}`, `crm/`, 'crm/wwnobody', `crm/${CORP}/x`.slice(0, 4)])
      expect(corps.known(key)).toBeUndefined();
  });

  it('verifies before it looks, and keeps no client of a stranger', async () => {
    const { corps, credentials, open } = machineOn();
    open.mockImplementationOnce(() => {
      throw new Error('not signed');
    });
    await expect(corps.receiver('wwstranger', REQUEST)).rejects.toThrow('not signed');
    expect(credentials.read).not.toHaveBeenCalled();
    await expect(corps.receiver('wwstranger', REQUEST)).rejects.toMatchObject({ status: 404 });
    await expect(corps.receiver('$CORPID$', REQUEST)).rejects.toMatchObject({ status: 404 });
    expect(corps.known('crm/wwstranger')).toBeUndefined();
  });

  it('looks once for a corporation that is there', async () => {
    const { corps, wecom, desk, credentials } = machineOn();
    wecom.grant('code');
    await desk.accept('code');
    const first = await corps.receiver(CORP, REQUEST);
    const reads = credentials.read.mock.calls.length;
    expect(corps.receiver(CORP, REQUEST)).toBe(first);
    expect(credentials.read).toHaveBeenCalledTimes(reads);
  });

  it('drops everything of one that has left, tickets in the storage included', async () => {
    const { corps, wecom, desk, tokens, tokenOf, storage, credentials } = machineOn();
    wecom.grant('code');
    await desk.accept('code');
    await tokens.get(tokenOf(CORP));
    const { client, tokens: sources } = corps.agent(CORP);
    for (const { key } of Object.values(sources))
      await storage.write(key, { value: 'x', fetchedAt: 0, expiresAt: Date.now() + 1000 });
    await corps.find(CORP);
    expect(await corps.drop(CORP, async () => false)).toBe(false);
    expect(corps.agent(CORP).client).toBe(client);
    expect(await corps.drop(CORP, async () => true)).toBe(true);
    expect(corps.agent(CORP).client).not.toBe(client);
    expect([...storage.kept.keys()].filter((key) => key.startsWith(`${SUITE}:${CORP}:`))).toEqual([]);
    expect(credentials.kept.size).toBe(0);
    expect(corps.known(`crm/${CORP}`)).toBeUndefined();
  });

  it('forgets with the suite', async () => {
    const { corps, wecom, desk } = machineOn();
    wecom.grant('code');
    await desk.accept('code');
    const { client } = corps.agent(CORP);
    await corps.find(CORP);
    corps.forget();
    expect(corps.known(`crm/${CORP}`)).toBeUndefined();
    expect(corps.agent(CORP).client).not.toBe(client);
  });
});
