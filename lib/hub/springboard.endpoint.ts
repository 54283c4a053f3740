import { Injectable } from '@nestjs/common';
import { type HubAnswer, HubRefusal, UNKEPT } from './hub.refusal.js';
import { checkPath, checkQuery } from './springboard.path.js';
import { WeChatSpringboard } from './wechat-springboard.js';

/** A visitor on the way back from WeChat: `/<app>/<env>/cb/<path>?<query>`, all of it still encoded. */
export interface ReturningVisitor {
  readonly app: string;
  readonly env: string;
  readonly path: readonly string[];
  readonly queryText: string;
}

/** Sends visitors on to the environment they came from. */
@Injectable()
export class SpringboardEndpoint {
  constructor(private readonly springboard: WeChatSpringboard) {}

  /** @throws {HubRefusal} for an unknown application or environment, and whatever could lead elsewhere */
  answer({ app, env, path, queryText }: ReturningVisitor): HubAnswer {
    const address = this.springboard.get(decode(app), decode(env));
    if (address === undefined) throw new HubRefusal(404, 'the springboard knows no such environment');
    checkQuery(queryText);
    const location = `${address}/${checkPath(path)}?${queryText}`;
    if (!leadsInto(location, address)) throw new HubRefusal(400, 'the path leads elsewhere');
    return {
      status: 302,
      headers: {
        ...UNKEPT,
        location,
        'referrer-policy': 'no-referrer', // the code stands in this address
        'content-type': 'text/plain; charset=utf-8',
      },
      body: 'redirecting',
    };
  }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new HubRefusal(404, 'the springboard knows no such environment');
  }
}

/** The last word: whatever a browser makes of the address, it stays where it is meant to be. */
function leadsInto(location: string, address: string): boolean {
  if (!URL.canParse(location)) return false;
  const [there, here] = [new URL(location), new URL(`${address}/`)];
  return there.origin === here.origin && there.pathname.startsWith(here.pathname);
}
