import { type UploadFile, workTraits } from '../../catalog/work.js';
import { WeChatApiError, WeChatConfigError } from '../../common/index.js';
import type { CallOrigin, WeChatHttp } from '../../http/index.js';
import type { WorkAnswer } from '../work.api.js';
import { ROBOT_REMOVED, TURN_TOO_FAR } from './group-robot.messages.js';
import { SendQueue } from './send.queue.js';

const SEND = 'POST /cgi-bin/webhook/send';
const UPLOAD = 'POST /cgi-bin/webhook/upload_media';
const TOO_MANY_CALLS = 45009;

/** Calls with the key of a robot, which is all it has: no token. */
export class RobotCaller {
  readonly #key: string;
  readonly #queue: SendQueue;

  constructor(
    private readonly origin: CallOrigin,
    key: string,
    private readonly http: WeChatHttp,
  ) {
    this.#key = key;
    this.#queue = new SendQueue({
      tooFar: (waiting) => tooFar(origin, waiting),
      closed: () => new WeChatConfigError(ROBOT_REMOVED(origin.client)),
    });
  }

  async send(body: object, signal: AbortSignal | undefined): Promise<void> {
    const call = {
      ...this.origin,
      route: SEND,
      traits: workTraits[SEND] ?? {},
      query: { key: this.#key },
      body,
      ...(signal && { signal }),
    };
    await this.#queue.run(async () => void (await this.http.send(call)), signal);
  }

  async upload(type: 'file' | 'voice', media: UploadFile): Promise<string> {
    const answer = await this.http.send({
      ...this.origin,
      route: UPLOAD,
      traits: workTraits[UPLOAD] ?? {},
      query: { key: this.#key, type },
      files: { media },
    });
    return (answer as WorkAnswer<typeof UPLOAD>).media_id;
  }

  /** Ends what waits for its turn. */
  close(): void {
    this.#queue.close();
  }
}

/** In WeCom's own terms, so that whoever meets the limit has one error to deal with. */
function tooFar({ client, hints }: CallOrigin, waiting: number): WeChatApiError {
  const errmsg = TURN_TOO_FAR(waiting);
  const { docs } = hints?.(TOO_MANY_CALLS, errmsg) ?? {};
  return new WeChatApiError({
    client,
    route: SEND,
    errcode: TOO_MANY_CALLS,
    errmsg,
    ...(docs && { docs }),
    retryable: true,
  });
}
