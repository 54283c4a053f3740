export const HANDLER_METADATA = 'wechat:callback_handler';
export const SCOPE_METADATA = 'wechat:callback_scope';

/** The key under which Nest keeps what parameter decorators say. */
export const ROUTE_ARGS_METADATA = '__routeArguments__';
