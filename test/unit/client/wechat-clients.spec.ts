import { describe, expect, it, jest } from '@jest/globals';
import {
  type AccountsInCare,
  type CallbackProtocol,
  type ClientDefinition,
  type ClientRegistration,
  type ClientRooms,
  type WeChatClient,
  WeChatClients,
} from '../../../lib/client/index.js';
import { WeChatConfigError } from '../../../lib/common/index.js';

const define = (appId: string, callback?: CallbackProtocol): ClientDefinition => ({
  kind: 'test',
  create: (name) => ({
    client: { name, id: appId, kind: 'test' } as WeChatClient,
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
    expect(create).toHaveBeenCalledWith('mini', { ...rooms, find: expect.any(Function) });
  });

  it('lets a definition find those declared before it, by name and appid', () => {
    const { clients, shop } = setUp();
    const found: Array<WeChatClient | undefined> = [];
    clients.add('mini', {
      kind: 'test',
      create: (name, rooms) => {
        found.push(...['shop', 'wx1', 'mini', 'wx2'].map((key) => rooms.find(key)?.client));
        return define('wx2').create(name, rooms);
      },
    });
    expect(found).toEqual([shop, shop, undefined, undefined]);
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
    ['an appid that is taken', 'mini', 'wx1', /"shop" and "mini" are the same account wx1/],
    ['an appid that is a name', 'mini', 'shop', /"shop"/],
    ['an empty name', '', 'wx2', /cannot name a WeChat client/],
    ['a name of one that belongs to nobody', 'a/b', 'wx2', /belongs to a client "a", which does not exist/],
    ['a name with two slashes', 'shop/a/b', 'wx2', /letters, digits/],
    ['a name that ends with a slash', 'shop/', 'wx2', /letters, digits/],
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
    expect(clients.get('wx2').id).toBe('wx2');
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
      { name: 'shop', kind: 'test', id: 'wx1', tokens: { access_token: { isLive: true } } },
    ]);
    expect(tokens.health).toHaveBeenCalledWith('wx1:token');
  });

  it('knows which clients are called back', () => {
    const { clients } = setUp();
    clients.add('caller', define('wx2'));
    expect(clients.withCallback().map(({ client }) => client.name)).toEqual(['shop']);
  });
});

describe('WeChatClients with clients that belong to another', () => {
  /** A corporation with the members given, by name and id. */
  function addCorp(clients: WeChatClients, members: Readonly<Record<string, string>>): WeChatClient {
    const memberOf = (id: string): ClientDefinition => ({
      kind: 'member',
      create: (name, rooms) => ({
        ...define(id).create(name, rooms),
        parent: rooms.find('corp')?.client,
      }),
    });
    const own = define('ww1');
    return clients.add('corp', {
      ...own,
      members: Object.fromEntries(Object.entries(members).map(([name, id]) => [name, memberOf(id)])),
    });
  }

  it('declares them with it, and finds them by names and ids, mixed too', () => {
    const { clients } = setUp();
    addCorp(clients, { assistant: 'ww1/1000002', contacts: 'ww1/contacts' });
    expect(clients.names()).toEqual(['shop', 'corp', 'corp/assistant', 'corp/contacts']);
    for (const key of ['corp/assistant', 'corp/1000002', 'ww1/assistant', 'ww1/1000002'])
      expect(clients.get(key).name).toBe('corp/assistant');
    for (const key of ['corp/', 'corp/other', 'shop/assistant', '/assistant', 'corp/assistant/more'])
      expect(clients.has(key)).toBe(false);
  });

  it('adds and removes one while the application runs, and all of them with it', () => {
    const { clients } = setUp();
    addCorp(clients, { assistant: 'ww1/1000002' });
    clients.add('corp/night', define('ww1/1000003'));
    expect(clients.get('ww1/1000003').name).toBe('corp/night');
    expect(clients.remove('corp/night')).toBe(true);
    expect(clients.remove('corp')).toBe(true);
    expect(clients.names()).toEqual(['shop']);
  });

  it('keeps nothing when one of them is refused', () => {
    const { clients } = setUp();
    expect(() => addCorp(clients, { first: 'ww1/1', second: 'ww1/1' })).toThrow(/the same account ww1\/1/);
    expect(clients.names()).toEqual(['shop']);
  });
});

describe('WeChatClients with a platform', () => {
  const inCare = (appId: string): ClientRegistration => ({
    client: { name: appId, id: appId, kind: 'test' } as WeChatClient,
    tokens: { access_token: { key: `platform:${appId}:token`, fetch: jest.fn<never>() } },
    callback: {} as CallbackProtocol,
  });

  /** A platform that acts for the accounts given. */
  function addPlatform(clients: WeChatClients, name: string, ...appIds: string[]) {
    const accounts = {
      known: jest.fn((appId: string) => met.get(appId)),
      find: jest.fn<AccountsInCare['find']>(),
      receiver: jest.fn<AccountsInCare['receiver']>(),
      forget: jest.fn(() => met.clear()),
    };
    const met = new Map(appIds.map((appId) => [appId, inCare(appId)]));
    clients.add(name, {
      kind: 'test',
      create: (given, rooms) => ({ ...define(`wx-${name}`).create(given, rooms), accounts }),
    });
    return accounts;
  }

  it('finds the accounts in its care behind those that are declared, by appid', () => {
    const { clients, shop } = setUp();
    const accounts = addPlatform(clients, 'platform', 'wx1', 'wx-joined');
    expect(clients.get('wx-joined')).toMatchObject({ name: 'wx-joined' });
    expect(clients.has('wx-joined')).toBe(true);
    expect(clients.get('wx1')).toBe(shop);
    expect(clients.has('wx-stranger')).toBe(false);
    expect(accounts.find).not.toHaveBeenCalled();
  });

  it('asks every platform there is', () => {
    const { clients } = setUp();
    addPlatform(clients, 'first', 'wx-a');
    addPlatform(clients, 'second', 'wx-b');
    expect(clients.get('wx-a').id).toBe('wx-a');
    expect(clients.get('wx-b').id).toBe('wx-b');
  });

  it('lists what is declared, and not what it acts for', () => {
    const { clients } = setUp();
    addPlatform(clients, 'platform', 'wx-joined');
    clients.get('wx-joined');
    expect(clients.names()).toEqual(['shop', 'platform']);
    expect(clients.health().map(({ name }) => name)).toEqual(['shop', 'platform']);
    expect(clients.withCallback().map(({ client }) => client.name)).toEqual(['shop']);
  });

  it('takes a declaration of an account it has met already: that one comes first from then on', () => {
    const { clients } = setUp();
    addPlatform(clients, 'platform', 'wx-joined');
    const mall = clients.add('mall', define('wx-joined'));
    expect(clients.get('wx-joined')).toBe(mall);
  });

  it('lets no definition find an account in care: only what is declared can be built upon', () => {
    const { clients } = setUp();
    addPlatform(clients, 'platform', 'wx-joined');
    const found: unknown[] = [];
    clients.add('mini', {
      kind: 'test',
      create: (name, rooms) => {
        found.push(rooms.find('wx-joined'), rooms.find('platform')?.client.name);
        return define('wx2').create(name, rooms);
      },
    });
    expect(found).toEqual([undefined, 'platform']);
  });

  it('removes no account in care, and all of them with the platform', () => {
    const { clients } = setUp();
    const accounts = addPlatform(clients, 'platform', 'wx-joined');
    expect(clients.remove('wx-joined')).toBe(false);
    expect(clients.has('wx-joined')).toBe(true);
    expect(clients.remove('platform')).toBe(true);
    expect(accounts.forget).toHaveBeenCalledTimes(1);
    expect(clients.has('wx-joined')).toBe(false);
  });
});
