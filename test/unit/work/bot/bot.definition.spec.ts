import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { type ClientRooms, WeChatClients } from '../../../../lib/client/index.js';
import { WeChatConfigError } from '../../../../lib/common/index.js';
import { LocalCoordination } from '../../../../lib/storage/index.js';
import { workBot, type WorkBotOptions } from '../../../../lib/work/bot/index.js';
import { failureOf } from '../../failure.js';

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const CALLBACK = { botId: 'aib1', token: 'a-token', encodingAESKey: KEY };
const CONNECTION = { botId: 'aib1', secret: 's3cret' };

function clientsWith(options: WorkBotOptions): WeChatClients {
  const clients = new WeChatClients({ coordination: new LocalCoordination() } as unknown as ClientRooms);
  clients.add('helper', workBot(options));
  return clients;
}

describe('workBot', () => {
  it('is a bot of callback mode, of the long connection, or of both', () => {
    const callback = clientsWith(CALLBACK).find('helper');
    expect(callback?.callback).toBeDefined();
    const connection = clientsWith(CONNECTION).find('aib1');
    expect(connection?.callback).toBeUndefined();
    expect(connection?.start).toBeDefined();
    expect(clientsWith({ ...CALLBACK, ...CONNECTION }).find('helper')?.callback).toBeDefined();
  });

  it('has the BotID for its id', () => {
    expect(clientsWith(CONNECTION).get('helper')).toMatchObject({
      kind: 'work-bot',
      id: 'aib1',
      botId: 'aib1',
    });
  });

  it.each<[string, unknown, RegExp]>([
    ['no options', undefined, /workBot\(\) was given no options.*botId/],
    ['no botId', { secret: 's3cret' }, /botId is missing/],
    ['blanks around the botId', { ...CONNECTION, botId: ' aib1' }, /botId.*blanks/],
    [
      'neither keys nor secret',
      { botId: 'aib1' },
      /nothing can reach it.*token and encodingAESKey.*or secret/,
    ],
    ['half of the keys', { botId: 'aib1', token: 'a-token' }, /token and encodingAESKey belong together/],
    ['a key of another length', { ...CALLBACK, encodingAESKey: 'short' }, /encodingAESKey has 5 characters/],
    ['an empty secret', { ...CONNECTION, secret: '' }, /secret is empty.*长连接/],
    ['a secret that is no text', { ...CONNECTION, secret: 7 }, /secret is empty/],
    ['an address that is none', { ...CONNECTION, url: 'openws' }, /url is not a ws\(s\) address/],
    ['an address for HTTP', { ...CONNECTION, url: 'https://a.b' }, /url is not a ws\(s\) address/],
    ['a tolerance below nothing', { ...CALLBACK, timestampTolerance: -1 }, /timestampTolerance cannot work/],
    ['another host that is none', { ...CALLBACK, baseUrls: { api: 'x' } }, /baseUrls.api is not an http/],
    ['a time-out that is none', { ...CALLBACK, http: { timeout: -1 } }, /http.timeout cannot work/],
  ])('refuses %s, naming client, option and cure', async (_what, options, words) => {
    const failure = await failureOf(() => clientsWith(options as WorkBotOptions));
    expect(failure).toBeInstanceOf(WeChatConfigError);
    expect(failure.message).toMatch(/^WeChat client "helper": /);
    expect(failure.message).toMatch(words);
    expect(failure.message).not.toContain('s3cret');
  });

  it('shows neither keys nor secret, however it is looked at', () => {
    const found = clientsWith({ ...CALLBACK, ...CONNECTION }).find('helper');
    const shown = inspect(found, { depth: 12, showHidden: true });
    for (const secret of ['a-token', KEY, 's3cret']) expect(shown).not.toContain(secret);
    expect(JSON.stringify(found?.client)).toBe('{"kind":"work-bot","name":"helper","id":"aib1"}');
  });
});
