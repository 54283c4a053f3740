/** Checked by the compiler alone: whatever must not compile stands under `@ts-expect-error`. */
import { Injectable, Module } from '@nestjs/common';
import {
  type ClientDefinition,
  officialAccount,
  type OfficialAccountOptions,
  WeChatModule,
  type WeChatModuleOptions,
  type WeChatOptionsFactory,
} from 'nestjs-wechat-sdk';

const shop = officialAccount({ appId: 'wx1', appSecret: 's' });
const mini: ClientDefinition = shop;
class Config {
  read = (_name: string): OfficialAccountOptions => ({ appId: 'wx1', appSecret: 's' });
}

export const sync = [
  WeChatModule.forRoot({ clients: { shop } }),
  WeChatModule.forRoot({
    isGlobal: false,
    clients: { shop, mini },
    callback: {
      path: 'hooks',
      deadline: 4000,
      lateReply: 'drop',
      useGlobalPrefix: false,
      replayProtection: true,
    },
    refresh: { refreshBeforeExpiry: 600, retryInterval: 30 },
  }),
  // @ts-expect-error clients are missing
  WeChatModule.forRoot({}),
  // @ts-expect-error plain options are no definition
  WeChatModule.forRoot({ clients: { shop: { appId: 'wx1', appSecret: 's' } } }),
  // @ts-expect-error an option that does not exist
  WeChatModule.forRoot({ clients: { shop }, callbacks: {} }),
  // @ts-expect-error a fate of late replies that does not exist
  WeChatModule.forRoot({ clients: { shop }, callback: { lateReply: 'keep' } }),
];

export const definitions = [
  officialAccount({ appId: 'wx1', appSecret: 's', token: 't', encodingAESKey: 'k', accessToken: 'classic' }),
  officialAccount({ appId: 'wx1', appSecret: 's', http: { timeout: 5, proxy: { host: 'h', port: 1 } } }),
  officialAccount({ appId: 'wx1', appSecret: 's', http: { proxy: false }, baseUrls: { api: 'http://a' } }),
  // @ts-expect-error the secret is missing
  officialAccount({ appId: 'wx1' }),
  // @ts-expect-error the spelling of the console is encodingAESKey
  officialAccount({ appId: 'wx1', appSecret: 's', encodingAesKey: 'k' }),
  // @ts-expect-error a kind of token that does not exist
  officialAccount({ appId: 'wx1', appSecret: 's', accessToken: 'jsapi' }),
];

export const fromFactory = [
  WeChatModule.forRootAsync({ names: ['shop'], useFactory: () => ({ clients: { shop } }) }),
  WeChatModule.forRootAsync({
    names: ['shop', 'mini'],
    inject: [Config],
    isGlobal: false,
    useFactory: async (config: Config) => ({ clients: { shop: officialAccount(config.read('shop')), mini } }),
  }),
  WeChatModule.forRootAsync({
    names: ['shop', 'mini'],
    // @ts-expect-error the factory forgets a name
    useFactory: () => ({ clients: { shop } }),
  }),
  WeChatModule.forRootAsync({
    names: ['shop', 'mini'],
    // @ts-expect-error the factory forgets a name, later
    useFactory: async () => ({ clients: { shop } }),
  }),
  WeChatModule.forRootAsync({
    names: ['shop'],
    // @ts-expect-error a factory that says what it makes adds a name
    useFactory: (): WeChatModuleOptions<'shop'> => ({ clients: { shop, mini } }),
  }),
  WeChatModule.forRootAsync({
    names: ['shop'],
    // @ts-expect-error the factory misspells a name
    useFactory: () => ({ clients: { shopp: shop } }),
  }),
  // @ts-expect-error the names are missing
  WeChatModule.forRootAsync({ useFactory: () => ({ clients: { shop } }) }),
  // @ts-expect-error nothing makes the options
  WeChatModule.forRootAsync({ names: ['shop'] }),
];

@Injectable()
class Right implements WeChatOptionsFactory<'shop'> {
  createWeChatOptions(): WeChatModuleOptions<'shop'> {
    return { clients: { shop } };
  }
}

@Injectable()
class Wrong implements WeChatOptionsFactory<'mini'> {
  createWeChatOptions(): WeChatModuleOptions<'mini'> {
    return { clients: { mini } };
  }
}

@Module({})
class ConfigModule {}

export const fromClass = [
  WeChatModule.forRootAsync({ names: ['shop'], useClass: Right }),
  WeChatModule.forRootAsync({ names: ['shop'], imports: [ConfigModule], useExisting: Right }),
  // @ts-expect-error a class that makes other names
  WeChatModule.forRootAsync({ names: ['shop'], useClass: Wrong }),
  // @ts-expect-error a provider that makes other names
  WeChatModule.forRootAsync({ names: ['shop'], useExisting: Wrong }),
  // @ts-expect-error a class that makes no options
  WeChatModule.forRootAsync({ names: ['shop'], useClass: Config }),
];
