import { channel } from 'node:diagnostics_channel';
import { describe, expect, it } from '@jest/globals';
import { wechatChannels } from 'nestjs-wechat-sdk';
import { beginCall, endCall } from '../../../lib/http/index.js';

describe('The channels', () => {
  it('are those of node:diagnostics_channel, under names that stay', () => {
    const names = Object.entries(wechatChannels).map(([key, { name }]) => [key, name]);
    expect(names).toEqual([
      ['call', 'nestjs-wechat-sdk:call'],
      ['token', 'nestjs-wechat-sdk:token'],
      ['callback', 'nestjs-wechat-sdk:callback'],
      ['handler', 'nestjs-wechat-sdk:handler'],
      ['refusal', 'nestjs-wechat-sdk:refusal'],
    ]);
    expect(channel('nestjs-wechat-sdk:call')).toBe(wechatChannels.call);
  });

  it('cost a call nothing while nobody listens: no record is begun, and the answer is handed on as it is', async () => {
    const begin = () => beginCall('shop', 'GET /x', undefined);
    const answer = Promise.resolve(1);
    expect(begin()).toBeUndefined();
    expect(endCall(begin(), answer)).toBe(answer);
    const listener = (): void => undefined;
    wechatChannels.call.subscribe(listener);
    const record = begin();
    wechatChannels.call.unsubscribe(listener);
    expect(record).toMatchObject({ attempts: 0 });
    await expect(endCall(record, answer)).resolves.toBe(1);
    expect(begin()).toBeUndefined();
  });
});
