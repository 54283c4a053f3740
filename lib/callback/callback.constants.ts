export const HANDLER_METADATA = 'wechat:callback_handler';
export const SCOPE_METADATA = 'wechat:callback_scope';

/** What `context.getType()` says in guards, pipes, interceptors and filters around a handler. */
export const WECHAT_CONTEXT_TYPE = 'wechat';

/** The key under which Nest keeps what parameter decorators say. */
export const ROUTE_ARGS_METADATA = '__routeArguments__';
