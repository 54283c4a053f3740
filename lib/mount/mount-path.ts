/** Whether a path can be one of ours: `wechat`, `api/wechat`, with slashes around it or without. */
export const isMountPath = (path: string): boolean => /^\/?[\w.~-]+(\/[\w.~-]+)*\/?$/.test(path);

/** Prefix and path as an address begins: `/api/wechat`. */
export const mountPath = (prefix: string, path: string): string =>
  `/${`${prefix}/${path}`.split('/').filter(Boolean).join('/')}`;
