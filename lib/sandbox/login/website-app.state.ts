import { addTo } from '../account/person.maker.js';
import { PersonState } from '../account/person.state.js';
import type {
  SandboxPersonOptions,
  SandboxWebsiteAppOptions,
} from '../interfaces/sandbox-options.interface.js';
import { newAppId, newAppSecret } from '../world/identifiers.js';
import type { SandboxWorld } from '../world/sandbox-world.js';
import type { LoginSite } from './login-site.interface.js';

/** What WeChat knows of a website that lets people log in. 网站应用 */
export class WebsiteAppState implements LoginSite {
  readonly kind = 'website-app';
  readonly appId: string;
  readonly appSecret: string;
  readonly name: string;
  readonly people = new Map<string, PersonState>();

  constructor(
    { appId = newAppId(), appSecret = newAppSecret(), name = appId }: SandboxWebsiteAppOptions,
    private readonly world: SandboxWorld,
  ) {
    this.appId = appId;
    this.appSecret = appSecret;
    this.name = name;
  }

  addPerson(options: SandboxPersonOptions = {}): PersonState {
    return addTo(this, options, (facts) => new PersonState(facts, this.world));
  }
}
