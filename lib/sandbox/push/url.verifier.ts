import type { AccountState } from '../account/account.state.js';
import { SandboxPushError } from '../errors/sandbox-push.error.js';
import { newEchostr } from '../world/identifiers.js';
import { sendCallback, WECHAT_HEADERS } from './callback.sender.js';
import { ExchangeRecorder } from './exchange.recorder.js';
import { verificationUrl } from './push.envelope.js';

/**
 * Plays the console's check of the callback URL. 验证服务器地址
 *
 * @throws {SandboxPushError} when the application does not echo
 */
export async function verifyCallbackUrl(account: AccountState): Promise<void> {
  if (!account.callbackUrl) {
    throw new SandboxPushError(`${account.name} has no callbackUrl to verify`, { attempts: 0 });
  }
  const { world } = account;
  const recorder = new ExchangeRecorder(world);
  const echostr = newEchostr();
  const url = verificationUrl(account, echostr);
  const exchange = recorder.begin(account.appId, url, WECHAT_HEADERS, '', '', { kind: 'verify', attempt: 1 });
  let refusal: string | undefined;
  try {
    const call = { method: 'GET', url, headers: WECHAT_HEADERS, body: '' } as const;
    const { status, body } = await sendCallback(call, world.pushTimeout, world.ending);
    exchange.response = { status, sealed: body, opened: body };
    if (status !== 200) refusal = `the application answered with HTTP ${status}`;
    else if (body !== echostr) refusal = 'the application did not answer with the echostr alone';
  } catch (error) {
    refusal = (error as Error).message;
  }
  recorder.finish(exchange, refusal);
  if (refusal) {
    const status = exchange.response?.status;
    throw new SandboxPushError(`The callback URL was not verified: ${refusal}`, { attempts: 1, status });
  }
}
