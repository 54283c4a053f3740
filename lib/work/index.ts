export type * from '../catalog/work.js';
export { workAgent, workContacts } from './agent.definition.js';
export * from './bot/index.js';
export * from './contacts/contacts-department.service.js';
export * from './contacts/department.service.js';
export * from './js-sdk/work-js-sdk.service.js';
export type * from './js-sdk/work-js-sdk.interfaces.js';
export * from './login/login.service.js';
export type * from './login/login-user.interface.js';
export type { WorkMoment, WorkTimeSpan } from './time-span.js';
export type { WorkAnswer, WorkBody, WorkQuery } from './work.api.js';
export { work } from './work.definition.js';
export { WorkAgent } from './work-agent.js';
export { WorkContacts } from './work-contacts.js';
export { WorkCorp } from './work-corp.js';
export type {
  WorkAgentOptions,
  WorkAgents,
  WorkBaseUrls,
  WorkCallbackOptions,
  WorkContactsOptions,
  WorkOptions,
} from './work-options.interface.js';
