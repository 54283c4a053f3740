import type { FactoryProvider, ModuleMetadata, Type } from '@nestjs/common';
import type { CallbackOptions } from './callback/index.js';
import type { ClientDefinition } from './client/index.js';
import type { LoginOptions } from './oauth/index.js';
import type { StorageOptions } from './storage/index.js';
import type { RefreshOptions } from './token/index.js';

/** `corp/assistant` belongs to `corp`, and is declared with it. */
type WithoutMembers<Name extends string> = Name extends `${string}/${string}` ? never : Name;

/** What WeChatModule is made of. */
export interface WeChatModuleOptions<Name extends string = string> extends StorageOptions {
  /** The clients by name: `{ shop: officialAccount({ … }) }`; injectable with `@InjectWeChat('shop')`. */
  clients: Readonly<Record<WithoutMembers<Name>, ClientDefinition>>;
  /** How callbacks are received. */
  callback?: CallbackOptions;
  /** How visitors of pages log in; needed by `@WeChatLogin()`. */
  login?: LoginOptions;
  /** When tokens are renewed in the background. */
  refresh?: RefreshOptions;
}

/** A class that makes the options. */
export interface WeChatOptionsFactory<Name extends string = string> {
  createWeChatOptions(): WeChatModuleOptions<Name> | Promise<WeChatModuleOptions<Name>>;
}

interface AsyncBase<Name extends string> extends Pick<ModuleMetadata, 'imports'> {
  /**
   * The names of all clients: their injection tokens exist before the factory runs. Of clients that belong to another one,
   * those that are injected: `corp/assistant`.
   */
  names: readonly Name[];
  /** @default true */
  isGlobal?: boolean;
}

interface FromFactory<Name extends string> {
  /** What the factory is given. */
  inject?: FactoryProvider['inject'];
  /** Makes the options; a name it forgets does not compile. */
  useFactory: FactoryProvider<WeChatModuleOptions<Name>>['useFactory'];
}

interface FromClass<Name extends string> {
  /** A class that is made for this purpose. */
  useClass: Type<WeChatOptionsFactory<Name>>;
}

interface FromExisting<Name extends string> {
  /** A provider of one of the `imports`. */
  useExisting: Type<WeChatOptionsFactory<Name>>;
}

/** How the options are made, once other providers exist. */
export type WeChatModuleAsyncOptions<Name extends string = string> = AsyncBase<Name> &
  (FromFactory<NoInfer<Name>> | FromClass<NoInfer<Name>> | FromExisting<NoInfer<Name>>);
