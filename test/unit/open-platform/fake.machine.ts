import { jest } from '@jest/globals';
import {
  type ClientDefinition,
  type ClientRegistration,
  type ClientRooms,
  type Component,
  type WeChatClient,
} from '../../../lib/client/index.js';
import type { WeChatHttp } from '../../../lib/http/index.js';
import { AuthorizationBook } from '../../../lib/open-platform/authorization.book.js';
import { AuthorizationDesk } from '../../../lib/open-platform/authorization.desk.js';
import { AuthorizerRegistry } from '../../../lib/open-platform/authorizer.registry.js';
import { AuthorizerTokenSource } from '../../../lib/open-platform/authorizer-token.source.js';
import { IdentityBook } from '../../../lib/open-platform/identity.book.js';
import { openPlatform } from '../../../lib/open-platform/open-platform.definition.js';
import { LocalCoordination } from '../../../lib/storage/index.js';
import { TokenManager, type TokenSource } from '../../../lib/token/index.js';
import { KEY, protocolOf, TOKEN } from '../callback/push.maker.js';
import { ManualRefresher, OpenStorage } from '../token/fake.tokens.js';
import { FakeWeChat, OpenCredentials, PLATFORM } from './fake.wechat.js';

/** What machines share. */
export interface SharedRooms {
  readonly wechat: FakeWeChat;
  readonly credentials: OpenCredentials;
  readonly storage: OpenStorage;
}

export const shareRooms = (): SharedRooms => ({
  wechat: new FakeWeChat(),
  credentials: new OpenCredentials(),
  storage: new OpenStorage(),
});

/** One process of an application with a platform: its registry and desk, in rooms others may share. */
export function machineOn(shared: SharedRooms = shareRooms()) {
  const { wechat, credentials, storage } = shared;
  const refresher = new ManualRefresher();
  const coordination = new LocalCoordination();
  const tokens = new TokenManager(storage, coordination, refresher.asRefresher());
  const http = { send: jest.fn(() => Promise.reject(new Error('nothing is sent'))) };
  const declared = new Map<string, ClientRegistration>();
  const rooms: ClientRooms = {
    http: http as unknown as WeChatHttp,
    tokens,
    storage,
    credentials,
    coordination,
    find: (key) => declared.get(key),
  };
  const { calls } = wechat;
  const book = new AuthorizationBook(calls, credentials);
  const identities = new IdentityBook(calls, credentials);
  const tokenOf = (appId: string): TokenSource => new AuthorizerTokenSource(appId, { calls, book });
  const protocol = protocolOf({ encodingAESKey: KEY, receiveId: PLATFORM });
  const accounts = new AuthorizerRegistry({
    platform: 'platform',
    componentAppId: PLATFORM,
    rooms,
    identities,
    book,
    tokenOf,
    protocol,
  });
  const desk = new AuthorizationDesk({ calls, book, accounts, tokenOf, rooms });
  const opened = openPlatform({
    appId: PLATFORM,
    appSecret: 's3cret',
    token: TOKEN,
    encodingAESKey: KEY,
  }).create('platform', rooms);
  const originalIdOf = async (appId: string): Promise<string> => (await identities.find(appId)).originalId;
  const component = { ...(opened.component as Component), tokenOf, originalIdOf, accounts };
  declared.set('platform', { ...opened, component });
  /** Declares a client while the application runs. */
  const declare = <Client extends WeChatClient>(
    name: string,
    appId: string,
    definition: ClientDefinition<Client>,
  ): ClientRegistration<Client> => {
    const registration = definition.create(name, rooms);
    declared.set(name, registration).set(appId, registration);
    return registration;
  };
  const undeclare = (name: string, appId: string): void => {
    for (const key of [name, appId]) declared.delete(key);
  };
  return { ...shared, refresher, tokens, book, identities, tokenOf, accounts, desk, declare, undeclare };
}
