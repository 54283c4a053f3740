export const LOGIN_METADATA = 'wechat:login';
/** Where the guard leaves the visitor on the request. */
export const VISITOR = Symbol.for('wechat:user');
