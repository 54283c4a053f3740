import type { PersonState } from '../account/person.state.js';
import type { SandboxPersonOptions } from '../interfaces/sandbox-options.interface.js';

/** What people can log in to on the web: an official account's pages, or a website. */
export interface LoginSite {
  readonly kind: 'official-account' | 'website-app';
  readonly appId: string;
  readonly appSecret: string;
  readonly name: string;
  readonly people: ReadonlyMap<string, PersonState>;
  addPerson(options?: SandboxPersonOptions): PersonState;
}
