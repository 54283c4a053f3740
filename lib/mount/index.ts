export { MiddlewareMount } from './middleware.mount.js';
export type { NodeMiddleware } from './node-middleware.type.js';
export { isMountPath, mountPath } from './mount-path.js';
