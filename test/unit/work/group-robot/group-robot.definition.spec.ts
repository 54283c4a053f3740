import { inspect } from 'node:util';
import { describe, expect, it, jest } from '@jest/globals';
import type { ClientRooms } from '../../../../lib/client/index.js';
import { WeChatApiError, WeChatConfigError } from '../../../../lib/common/index.js';
import { workGroupRobot, type WorkGroupRobotOptions } from '../../../../lib/work/index.js';
import { failureOf } from '../../failure.js';

const KEY = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';
const URL = `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`;

function create(options: Partial<WorkGroupRobotOptions> = {}) {
  const send = jest.fn<(call: Record<string, unknown>) => Promise<unknown>>().mockResolvedValue({});
  const rooms = { http: { send } } as unknown as ClientRooms;
  const registration = workGroupRobot({ webhookUrl: URL, ...options }).create('alarm', rooms);
  return { ...registration, send };
}

describe('workGroupRobot()', () => {
  it('is known by a hash of its key, which is shown nowhere', () => {
    const { client, tokens } = create();
    expect(client).toMatchObject({ kind: 'work-group-robot', name: 'alarm' });
    expect(client.id).toMatch(/^robot:[\da-f]{8}$/);
    expect(tokens).toEqual({});
    expect(inspect(client, { depth: 9, showHidden: true }) + JSON.stringify(client)).not.toContain(KEY);
  });

  it('calls where its address leads, with its key in the query and none in an error', async () => {
    const { client, send } = create({
      webhookUrl: `https://gate.example.com/wecom/cgi-bin/webhook/send?key=${KEY}`,
    });
    await client.sendText('hello');
    expect(send.mock.calls[0]?.[0]).toMatchObject({
      client: 'alarm',
      baseUrl: 'https://gate.example.com/wecom',
      query: { key: KEY },
      secrets: [KEY],
    });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['no address', 'robot'],
    ['an address without a key', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send'],
    ['another path', `https://qyapi.weixin.qq.com/cgi-bin/webhook/upload_media?key=${KEY}`],
    ['another protocol', `ftp://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`],
    ['a key that is none', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=%20'],
  ])('refuses %s, and does not quote it', (_, webhookUrl) => {
    const made = (): unknown => create({ webhookUrl: webhookUrl as string });
    expect(made).toThrow(WeChatConfigError);
    expect(made).toThrow(/WeChat client "alarm": webhookUrl is not the address of a group robot/);
    expect(made).not.toThrow(KEY);
  });

  it('says in the words of WeCom that a turn is too far away', async () => {
    const { client, send } = create();
    send.mockImplementation(() => new Promise(() => undefined));
    const aborts = Array.from({ length: 60 }, () => new AbortController());
    const waiting = aborts.map(({ signal }) => failureOf(client.sendText('hello', { signal })));
    const failure = await failureOf(client.sendText('one too many'));
    expect(failure).toBeInstanceOf(WeChatApiError);
    expect(failure).toMatchObject({ errcode: 45009, retryable: true });
    expect((failure as Error).message).toMatch(
      /^alarm: POST \/cgi-bin\/webhook\/send was refused with 45009: it was not even sent/,
    );
    for (const abort of aborts) abort.abort(new Error('enough'));
    await Promise.all(waiting);
  });

  it('ends what waits when it is removed', async () => {
    const { client, close, send } = create();
    let go: (answer: unknown) => void = () => undefined;
    send.mockImplementationOnce(() => new Promise((resolve) => (go = resolve)));
    const first = client.sendText('one');
    const second = failureOf(client.sendText('two'));
    await Promise.resolve();
    close?.();
    expect(await second).toMatchObject({
      code: 'WECHAT_CONFIG',
      message: expect.stringContaining('was removed'),
    });
    go({});
    await first;
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('sends nothing for whoever still holds it once it is removed', async () => {
    const { client, close, send } = create();
    close?.();
    expect(await failureOf(client.sendText('late'))).toMatchObject({
      code: 'WECHAT_CONFIG',
      message: expect.stringMatching(/"alarm".*was removed, and the message was not sent/),
    });
    expect(send).not.toHaveBeenCalled();
  });
});
