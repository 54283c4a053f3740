import { describe, expect, it, jest } from '@jest/globals';
import {
  type CallbackProtocol,
  type ClientDefinition,
  type ClientRooms,
  type WeChatClient,
  WeChatClients,
} from '../../../lib/client/index.js';
import { WeChatConfigError } from '../../../lib/common/index.js';

const define = (appId: string, callback?: CallbackProtocol): ClientDefinition => ({
  kind: 'test',
  create: (name) => ({
    client: { name, appId, kind: 'test' } as WeChatClient,
    tokens: { access_token: { key: `${appId}:token`, fetch: jest.fn<never>() } },
    callback,
  }),
});

function setUp() {
  const tokens = { forget: jest.fn(), health: jest.fn((_key: string) => ({ isLive: true })) };
  const rooms = { tokens, http: {} } as unknown as ClientRooms;
  const clients = new WeChatClients(rooms);
  const shop = clients.add('shop', define('wx1', {} as CallbackProtocol));
  return { clients, tokens, rooms, shop };
}

describe('WeChatClients', () => {
  it('finds a client by name and by appid', () => {
    const { clients, shop } = setUp();
    expect(clients.get('shop')).toBe(shop);
    expect(clients.get('wx1')).toBe(shop);
    expect(clients.has('shop') && clients.has('wx1')).toBe(true);
    expect(clients.names()).toEqual(['shop']);
  });

  it('hands the rooms to the definition', () => {
    const { clients, rooms } = setUp();
    const create = jest.fn(define('wx2').create);
    clients.add('mini', { kind: 'test', create });
    expect(create).toHaveBeenCalledWith('mini', rooms);
  });

  it.each(['nobody', '', '__proto__', 'constructor'])(
    'says of %j that there is none, who there is, and what to do',
    (key) => {
      const { clients } = setUp();
      expect(clients.has(key)).toBe(false);
      expect(() => clients.get(key)).toThrow(WeChatConfigError);
      expect(() => clients.get(key)).toThrow(/there are: shop\).*WeChatClients\.add/);
    },
  );

  it('says so when there is no client at all', () => {
    expect(() => new WeChatClients({} as ClientRooms).get('shop')).toThrow(/there are: none/);
  });

  it.each([
    ['a name that is taken', 'shop', 'wx2', /"shop" exists already/],
    ['a name that is an appid', 'wx1', 'wx2', /"wx1" exists already/],
    ['an appid that is taken', 'mini', 'wx1', /"shop" and "mini" have the same appId wx1/],
    ['an appid that is a name', 'mini', 'shop', /"shop"/],
    ['an empty name', '', 'wx2', /cannot name a WeChat client/],
    ['a name with a slash', 'a/b', 'wx2', /letters, digits/],
    ['a name with a dot', '..', 'wx2', /letters, digits/],
    ['a Chinese name', '商店', 'wx2', /letters, digits/],
    ['a name with a line break', 'shop2\n', 'wx2', /letters, digits/],
  ])('refuses %s, and keeps what it has', (_what, name, appId, said) => {
    const { clients, shop } = setUp();
    expect(() => clients.add(name, define(appId))).toThrow(WeChatConfigError);
    expect(() => clients.add(name, define(appId))).toThrow(said);
    expect(clients.names()).toEqual(['shop']);
    expect(clients.get('wx1')).toBe(shop);
  });

  it('takes a client whose name is its own appid', () => {
    const { clients } = setUp();
    clients.add('wx2', define('wx2'));
    expect(clients.get('wx2').appId).toBe('wx2');
  });

  it('keeps nothing of a definition that throws', () => {
    const { clients } = setUp();
    const create = () => {
      throw new WeChatConfigError('appSecret is missing');
    };
    expect(() => clients.add('mini', { kind: 'test', create })).toThrow('appSecret is missing');
    expect(clients.has('mini')).toBe(false);
  });

  it.each(['shop', 'wx1'])('removes a client with its token, by name or appid: %s', (key) => {
    const { clients, tokens } = setUp();
    expect(clients.remove(key)).toBe(true);
    expect(clients.has('shop') || clients.has('wx1')).toBe(false);
    expect(tokens.forget).toHaveBeenCalledWith('wx1:token');
    expect(clients.remove(key)).toBe(false);
    expect(clients.add('shop', define('wx1')).name).toBe('shop');
  });

  it('holds thousands', () => {
    const { clients } = setUp();
    for (let index = 0; index < 5000; index += 1) clients.add(`c${index}`, define(`app${index}`));
    expect(clients.names()).toHaveLength(5001);
    expect(clients.get('app4999').name).toBe('c4999');
  });

  it('says for each client how it is, without a secret', () => {
    const { clients, tokens } = setUp();
    expect(clients.health()).toEqual([
      { name: 'shop', kind: 'test', appId: 'wx1', tokens: { access_token: { isLive: true } } },
    ]);
    expect(tokens.health).toHaveBeenCalledWith('wx1:token');
  });

  it('knows which clients are called back', () => {
    const { clients } = setUp();
    clients.add('caller', define('wx2'));
    expect(clients.withCallback().map(({ client }) => client.name)).toEqual(['shop']);
  });
});
