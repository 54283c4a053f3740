import { TokenRegistry } from '../account/token.registry.js';
import type { SandboxWorld } from '../world/sandbox-world.js';
import type { WorkCaller } from './api/work-call.interface.js';
import type { CorpState } from './corp.state.js';
import type { RobotState } from './robot/robot.state.js';
import { FileStore } from './file/file.store.js';
import { WorkLoginDesk } from './login/work-login.desk.js';
import { WorkPusher } from './push/work.pusher.js';
import type { ProviderState } from './suite/provider.state.js';
import type { SuiteState } from './suite/suite.state.js';

/** What the corporations of one sandbox share. */
export class WorkShared {
  readonly tokens = new TokenRegistry<WorkCaller>();
  readonly corps = new Map<string, CorpState>();
  /** By the key of their webhook. */
  readonly robots = new Map<string, RobotState>();
  /** Service providers, by their corpids. */
  readonly providers = new Map<string, ProviderState>();
  /** By their suiteIds. */
  readonly suites = new Map<string, SuiteState>();
  readonly files: FileStore;
  readonly logins: WorkLoginDesk;
  readonly pusher: WorkPusher;

  constructor(readonly world: SandboxWorld) {
    this.files = new FileStore(world);
    this.logins = new WorkLoginDesk(world.clock, this.corps);
    this.pusher = new WorkPusher(world);
  }
}
