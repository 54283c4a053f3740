export { MiniProgram } from './mini-program.js';
export { miniProgram } from './mini-program.definition.js';
export type { MiniProgramBaseUrls, MiniProgramOptions } from './mini-program-options.interface.js';
