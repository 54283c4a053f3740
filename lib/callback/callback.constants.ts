export const HANDLER_METADATA = 'wechat:callback_handler';
export const SCOPE_METADATA = 'wechat:callback_scope';
export const WITHOUT_INBOX_METADATA = 'wechat:without_inbox';

/** The key under which Nest keeps what parameter decorators say. */
export const ROUTE_ARGS_METADATA = '__routeArguments__';
