import { afterEach, describe, expect, it } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import {
  type ClientDefinition,
  miniProgram,
  officialAccount,
  openPlatform,
  WeChatClients,
  WeChatModule,
  type WeChatModuleOptions,
} from 'nestjs-wechat-sdk';
import { pay } from 'nestjs-wechat-sdk/pay';
import { work, workBot, workProvider, workSuite } from 'nestjs-wechat-sdk/work';
import {
  type MessageTree,
  parseLossless,
  readJson,
  readXml,
  WeChatParseError,
} from '../../lib/common/index.js';
import { readFields } from '../../lib/work/bot/bot.reader.js';
import { WeChatPaySender } from '../src/wechat-pay.sender.js';
import { changedPrototypes, evilJson } from './src/evil.json.js';
import { PrototypeWatch } from './src/prototype.watch.js';

/** Names every object inherits, and the ones that lead to what it inherits from. */
const INHERITED = [
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  'toJSON',
  'then',
  'length',
  'MsgType',
];

const prototypes = new PrototypeWatch();
afterEach(() => expect(prototypes.isClean).toBe(true));

/** Documents that have a name in every place where a name may stand. */
const XML: ReadonlyArray<readonly [string, (name: string) => string]> = [
  ['an element', (name) => `<xml><${name}>1</${name}></xml>`],
  ['an element with elements', (name) => `<xml><${name}><polluted>1</polluted></${name}></xml>`],
  [
    'one below the other',
    (name) => `<xml><a><${name}><prototype><polluted>1</polluted></prototype></${name}></a></xml>`,
  ],
  ['siblings', (name) => `<xml><${name}><polluted>1</polluted></${name}><b/><${name}>2</${name}></xml>`],
  [
    'siblings below',
    (name) => `<xml><a><${name}>1</${name}></a><a><${name}>2</${name}><${name}>3</${name}></a></xml>`,
  ],
  ['an attribute', (name) => `<xml><a ${name}="1" polluted="1">1</a></xml>`],
  ['the root', (name) => `<${name}><polluted>1</polluted></${name}>`],
  ['CDATA', (name) => `<xml><${name}><![CDATA[{"polluted":1}]]></${name}></xml>`],
];

const JSONS: ReadonlyArray<readonly [string, (name: string) => string]> = [
  ['a field', (name) => `{"${name}":1}`],
  ['a field with fields', (name) => `{"${name}":{"polluted":1}}`],
  ['one below the other', (name) => `{"a":{"${name}":{"prototype":{"polluted":1}}}}`],
  ['a field in a list', (name) => `{"a":[{"${name}":{"polluted":1}},[{"${name}":2}]]}`],
  ['a list', (name) => `{"${name}":[{"polluted":1}]}`],
  ['beside a long number', (name) => `{"n":12345678901234567890,"${name}":{"polluted":1}}`],
];

const READERS: ReadonlyArray<readonly [string, (text: string) => unknown]> = [
  ['readJson', readJson],
  ['parseLossless', parseLossless],
  ['readFields of bots', (text) => readFields(text, 'The body')],
];

describe('a message', () => {
  describe.each(XML)('in XML, where %s goes by a name that is inherited,', (where, write) => {
    it.each(INHERITED)('has %s as its own', (name) => {
      const tree = readXml(write(name));
      expect(changedPrototypes(tree)).toEqual([]);
      expect((tree as { polluted?: unknown }).polluted).toBe(where === 'the root' ? '1' : undefined);
      const holder = where.includes('below') ? [(tree as { a: MessageTree }).a].flat()[0] : tree;
      const isField = where !== 'the root' && where !== 'an attribute';
      expect(Object.hasOwn(holder as object, name)).toBe(isField);
    });

    it('is refused, or left out, with __proto__', () => {
      const xml = write('__proto__');
      if (where === 'an attribute') expect(readXml(xml)).toEqual({ a: '1' });
      else expect(() => readXml(xml)).toThrow(WeChatParseError);
    });
  });

  describe.each(READERS)('in JSON, read by %s,', (reader, read) => {
    it.each(JSONS.flatMap(([where, write]) => INHERITED.map((name) => [where, name, write(name)] as const)))(
      'where %s is %s, has it as its own',
      (_where, _name, json) => {
        expect(changedPrototypes(read(json))).toEqual([]);
      },
    );

    it.each(
      JSONS.flatMap(([where, write]) =>
        ['__proto__', '\\u005f_proto__'].map((name) => [where, write(name)] as const),
      ),
    )('where %s is __proto__, is refused or has it as its own: %s', (_where, json) => {
      if (reader === 'parseLossless') expect(changedPrototypes(read(json))).toEqual([]);
      else expect(() => read(json)).toThrow(WeChatParseError);
    });
  });
});

const KEY = 'a'.repeat(42) + 'A';
const wechat = new WeChatPaySender();
const account = { appId: 'wx1234567890abcdef', appSecret: 's', token: 't', encodingAESKey: KEY };

/** Options as a configuration server may send them. */
const fromOutside = <Options extends object>(options: Options): Options =>
  JSON.parse(evilJson(JSON.stringify(options))) as Options;

const DEFINITIONS: ReadonlyArray<readonly [string, () => ClientDefinition]> = [
  ['officialAccount', () => officialAccount(fromOutside(account))],
  ['miniProgram', () => miniProgram(fromOutside(account))],
  ['openPlatform', () => openPlatform(fromOutside(account))],
  ['pay', () => pay(fromOutside(wechat.credentials))],
  [
    'work',
    () =>
      work({ ...fromOutside({ corpId: 'ww1' }), agents: { a: fromOutside({ agentId: 1, secret: 's' }) } }),
  ],
  ['workProvider', () => workProvider(fromOutside({ corpId: 'ww1', providerSecret: 's' }))],
  [
    'workSuite',
    () =>
      workSuite(
        fromOutside({
          suiteId: 's1',
          suiteSecret: 's',
          providerCorpId: 'ww1',
          token: 't',
          encodingAESKey: KEY,
        }),
      ),
  ],
  ['workBot', () => workBot(fromOutside({ botId: 'aib1', token: 't', encodingAESKey: KEY }))],
];

describe('options', () => {
  const start = async (options: WeChatModuleOptions): Promise<WeChatClients> => {
    const root = { module: class RootModule {}, imports: [WeChatModule.forRoot(options)] };
    const app = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
    const clients = app.get(WeChatClients);
    await app.close();
    return clients;
  };

  it.each(DEFINITIONS)(
    'of %s with inherited names change nothing, whether they are taken or refused',
    async (_name, define) => {
      const outcome = await start({ clients: { client: define() } }).catch((error: unknown) => error);
      if (outcome instanceof WeChatClients) expect(outcome.get('client').name).toBe('client');
      else expect(outcome).toMatchObject({ name: 'WeChatConfigError' });
    },
  );

  it.each(['callback', 'refresh', 'login'] as const)(
    'of %s with inherited names change nothing',
    async (room) => {
      const given = { callback: { path: 'x' }, refresh: {}, login: { secret: 'x'.repeat(32) } }[room];
      const outcome = await start({
        clients: { shop: officialAccount(account) },
        [room]: fromOutside(given),
      }).catch((error: unknown) => error);
      if (!(outcome instanceof WeChatClients)) expect(outcome).toMatchObject({ name: 'WeChatConfigError' });
      else expect(outcome.names()).toEqual(['shop']);
    },
  );

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'may name a client %s, or refuse it: nothing else has that name then',
    async (name) => {
      const named = Object.fromEntries([[name, officialAccount(account)]]);
      const clients = await start({ clients: named }).catch((error: unknown) => error);
      if (clients instanceof WeChatClients) expect(clients.names()).toEqual([name]);
      else expect(clients).toMatchObject({ name: 'WeChatConfigError' });
      const others = await start({ clients: { shop: officialAccount(account) } });
      expect(others.has(name)).toBe(false);
      expect(others.find(name)).toBeUndefined();
    },
  );
});
