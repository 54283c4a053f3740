import { checkOptions, componentOf, messageProtocolOf, openAccount } from '../account/index.js';
import type { ClientDefinition, ClientRegistration, ClientRooms } from '../client/index.js';
import { resolveBaseUrls } from '../http/index.js';
import { MINI_PROGRAM_KIND, MiniProgram } from './mini-program.js';
import { DEFAULT_BASE_URLS, type MiniProgramOptions } from './mini-program-options.interface.js';
import { sendReply, takesInAnswer } from './sent-reply.js';
import { checkVirtualPayment } from './virtual-payment.options.js';

/**
 * Declares a mini program (小程序) among the clients of WeChatModule.
 *
 * @param options credentials and push settings, as the console shows them
 * @returns a definition; a wrong option is a WeChatConfigError at start-up that names client, option and cure
 * @publicApi
 */
export function miniProgram(options: MiniProgramOptions): ClientDefinition<MiniProgram> {
  return {
    kind: MINI_PROGRAM_KIND,
    component: options?.component,
    create: (name, rooms) => create(name, options, rooms),
  };
}

function create(
  name: string,
  options: MiniProgramOptions,
  rooms: ClientRooms,
): ClientRegistration<MiniProgram> {
  checkOptions(name, options, 'miniProgram');
  checkVirtualPayment(name, options.virtualPayment);
  const component = componentOf(name, options, rooms);
  const defaults = { api: (component?.baseUrls ?? DEFAULT_BASE_URLS).api };
  const { api } = options.baseUrls ? resolveBaseUrls(name, options.baseUrls, defaults) : defaults;
  const { caller, accessToken } = openAccount(name, options, { baseUrl: api, component }, rooms);
  const client = new MiniProgram(name, options.appId, {
    caller,
    appSecret: options.appSecret,
    componentAppId: component?.client.appId,
    virtualPayment: options.virtualPayment,
  });
  return {
    client,
    tokens: { access_token: accessToken },
    parent: component?.client,
    callback: messageProtocolOf(name, options, component, {
      takesInAnswer,
      deliverLate: (reply, message) => sendReply(client.customMessage, reply, message),
    }),
    probe: () => client.openApi.getQuota('/cgi-bin/openapi/quota/get'),
  };
}
