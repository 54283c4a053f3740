/** A function of the reference SDK and what serves it here. */
export interface ParityLine {
  /** `WeChat.Component.query_auth/2` */
  reference: string;
  /** A path on the platform or on one of its authorizers, or `request POST /path` where the library itself calls it. */
  served: `platform.${string}` | `authorizer.${string}` | `request ${string}`;
}

/** Everything the reference has for third-party platforms. */
export const lines: ParityLine[] = [
  { reference: 'WeChat.Component.bind_component_url/3', served: 'platform.authorization.redirect' },
  { reference: 'WeChat.Component.get_quota/2', served: 'platform.openApi.getQuota' },
  { reference: 'WeChat.Component.clear_quota/1', served: 'platform.openApi.clearQuota' },
  {
    reference: 'WeChat.Component.get_component_token/1',
    served: 'request POST /cgi-bin/component/api_component_token',
  },
  {
    reference: 'WeChat.Component.get_component_token/2',
    served: 'request POST /cgi-bin/component/api_component_token',
  },
  {
    reference: 'WeChat.Component.create_pre_auth_code/1',
    served: 'platform.authorization.createPreAuthCode',
  },
  { reference: 'WeChat.Component.query_auth/2', served: 'platform.authorization.accept' },
  {
    reference: 'WeChat.Component.authorizer_token/1',
    served: 'request POST /cgi-bin/component/api_authorizer_token',
  },
  {
    reference: 'WeChat.Component.authorizer_token/2',
    served: 'request POST /cgi-bin/component/api_authorizer_token',
  },
  { reference: 'WeChat.Component.get_authorizer_info/1', served: 'authorizer.getInfo' },
  { reference: 'WeChat.Component.get_authorizer_option/2', served: 'authorizer.getOption' },
  { reference: 'WeChat.Component.get_authorizer_list/3', served: 'platform.authorization.list' },
  { reference: 'WeChat.Component.create/2', served: 'authorizer.openAccount.create' },
  // misnamed there: it binds to an account that exists
  { reference: 'WeChat.Component.create/3', served: 'authorizer.openAccount.bind' },
  { reference: 'WeChat.Component.unbind/3', served: 'authorizer.openAccount.unbind' },
  { reference: 'WeChat.Component.get/2', served: 'authorizer.openAccount.get' },
  // the token lives in the cache, and goes with every call by itself
  { reference: 'WeChat.Component.get_access_token/1', served: 'platform.request' },
];
