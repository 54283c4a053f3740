import { TokenRegistry } from '../account/token.registry.js';
import type { SandboxWorld } from '../world/sandbox-world.js';
import type { WorkCaller } from './api/work-call.interface.js';
import type { CorpState } from './corp.state.js';
import { WorkPusher } from './push/work.pusher.js';

/** What the corporations of one sandbox share. */
export class WorkShared {
  readonly tokens = new TokenRegistry<WorkCaller>();
  readonly corps = new Map<string, CorpState>();
  readonly pusher: WorkPusher;

  constructor(readonly world: SandboxWorld) {
    this.pusher = new WorkPusher(world);
  }
}
