import { workTraits } from '../../catalog/work.js';
import {
  ApiCaller,
  type ClientDefinition,
  type ClientRegistration,
  type ClientRooms,
} from '../../client/index.js';
import { secretTexts } from '../../common/index.js';
import { type CallOrigin, checkHttpOptions, resolveBaseUrls, workHintFor } from '../../http/index.js';
import { WorkProtocol } from '../inbound/work.protocol.js';
import { callbackKeys, checkOptions } from '../work.options.js';
import { DEFAULT_BASE_URLS } from '../work-options.interface.js';
import type { WorkProviderOptions } from './provider-options.interface.js';
import { ProviderTokenSource } from './provider-token.source.js';
import { WORK_PROVIDER_KIND, WorkProvider } from './work-provider.js';

/**
 * Declares a service provider (服务商) among the clients of WeChatModule. What WeCom tells it (系统事件接收URL) comes to
 * `/<path>/<name>`.
 *
 * @param options credentials, as the provider's console shows them
 * @returns a definition; a wrong option is a WeChatConfigError at start-up that names client, option and cure
 * @see https://developer.work.weixin.qq.com/document/path/91200
 * @publicApi
 */
export function workProvider(options: WorkProviderOptions): ClientDefinition<WorkProvider> {
  return { kind: WORK_PROVIDER_KIND, create: (name, rooms) => create(name, options, rooms) };
}

function create(
  name: string,
  options: WorkProviderOptions,
  rooms: ClientRooms,
): ClientRegistration<WorkProvider> {
  checkOptions(name, options, {
    declaredBy: 'workProvider',
    shape: '{ corpId, providerSecret }',
    texts: ['corpId', 'providerSecret'],
  });
  checkHttpOptions(name, options.http);
  const { corpId, providerSecret, token, encodingAESKey, previousKeys, timestampTolerance } = options;
  const { http = {}, baseUrls: hosts = {} } = options;
  const baseUrls = resolveBaseUrls(name, hosts, DEFAULT_BASE_URLS);
  const keys = callbackKeys(name, options, corpId);
  const origin: CallOrigin = {
    client: name,
    baseUrl: baseUrls.api,
    options: http,
    secrets: secretTexts(providerSecret, token, encodingAESKey, previousKeys),
    hints: workHintFor,
  };
  const tokenSource = new ProviderTokenSource(origin, { corpId, providerSecret }, rooms.http);
  const caller = new ApiCaller(
    { origin, traits: workTraits, tokenSource, tokenKind: 'provider_access_token' },
    rooms.http,
    rooms.tokens,
  );
  return {
    client: new WorkProvider(name, { corpId, baseUrls, caller }),
    tokens: { provider_access_token: tokenSource },
    ...(keys && { callback: new WorkProtocol(keys, { receiverOf: () => corpId, timestampTolerance }) }),
  };
}
