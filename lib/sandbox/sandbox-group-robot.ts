import type { SandboxRobotMessage } from './interfaces/sandbox-robot-message.interface.js';
import type { RobotState } from './work/robot/robot.state.js';
import type { SandboxWorld } from './world/sandbox-world.js';

/**
 * A robot in a group chat of WeCom. 群机器人
 *
 * @publicApi
 */
export class SandboxGroupRobot {
  readonly #state: RobotState;
  readonly #world: SandboxWorld;

  /** @internal Robots are made by {@link SandboxCorp.groupRobot}. */
  constructor(state: RobotState, world: SandboxWorld) {
    this.#state = state;
    this.#world = world;
  }

  /** What tells it from others; it opens the robot to whoever has it. */
  get key(): string {
    return this.#state.key;
  }

  /** Where it is written to, at the sandbox. Webhook 地址 */
  get webhookUrl(): string {
    return `${this.#world.url}/work/cgi-bin/webhook/send?key=${this.key}`;
  }

  /** What it has said. */
  get messages(): readonly SandboxRobotMessage[] {
    return [...this.#state.messages];
  }

  /** Takes it out of its group: it is written to in vain. */
  remove(): void {
    this.#state.isGone = true;
  }
}
