import { ForkedProgram } from '../../src/forked.program.js';
import type { WeChatPaySender } from '../../src/wechat-pay.sender.js';
import { protocolsOf } from './protocols/index.js';
import type { FuzzProtocol } from './protocol.interface.js';
import { RawClient } from './raw.client.js';
import type { TargetReport, TargetSetup, TargetStarted } from './target.interface.js';

/** The application under test in a process of its own: when it crashes, that is seen, and its memory is its own. */
export class TargetProcess {
  readonly client: RawClient;
  readonly url: string;
  readonly protocols: readonly FuzzProtocol[];

  private constructor(
    private readonly program: ForkedProgram,
    started: TargetStarted,
    wechat: WeChatPaySender,
  ) {
    this.url = started.url;
    this.client = new RawClient(started.url);
    this.protocols = protocolsOf(started, wechat);
  }

  static async start(wechat: WeChatPaySender, setup: Omit<TargetSetup, 'merchant'>): Promise<TargetProcess> {
    const program = new ForkedProgram(new URL('./target.program.ts', import.meta.url), {
      ...setup,
      merchant: wechat.credentials,
    });
    return new TargetProcess(program, (await program.firstWord()) as TargetStarted, wechat);
  }

  protocol(name: string): FuzzProtocol {
    const found = this.protocols.find((one) => one.name === name);
    if (!found) throw new Error(`There is no protocol ${name}`);
    return found;
  }

  /**
   * What has happened since it was last asked.
   *
   * @param collect whether garbage is collected, and the heap measured
   * @throws {Error} when the process is dead, with what it printed
   */
  async report(collect = false): Promise<TargetReport> {
    try {
      return await this.program.order<TargetReport>({ collect });
    } catch (error) {
      throw new Error(`The application has crashed:\n${this.program.output}`, { cause: error });
    }
  }

  async end(): Promise<void> {
    this.client.close();
    await this.program.kill();
  }
}
