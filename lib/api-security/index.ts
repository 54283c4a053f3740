export { ApiSecurity, type ApiSecuritySetup } from './api-security.js';
export type { ApiSecurityOptions, SealedRoute } from './api-security-options.interface.js';
