import { HubRefusal } from './hub.refusal.js';

const MAX_PATH = 2048;
const MAX_QUERY = 4096;
/** Servers on the way may decode more than once. */
const MAX_DECODINGS = 4;

/**
 * Checks the path a visitor is sent on to; its segments stay as they came.
 *
 * @param segments raw, as they stand in the address
 * @throws {HubRefusal} 400 for a path that could leave the place it is meant for, however it is encoded; 414
 */
export function checkPath(segments: readonly string[]): string {
  const path = segments.join('/');
  if (path.length > MAX_PATH) throw new HubRefusal(414, 'the path is too long');
  if (!/^[!-~]*$/.test(path)) throw new HubRefusal(400, 'the path holds bytes that must be encoded');
  segments.forEach((segment, index) => {
    if (segment === '' && index < segments.length - 1)
      throw new HubRefusal(400, 'the path has an empty segment');
    checkSegment(segment);
  });
  return path;
}

function checkSegment(raw: string): void {
  let text = raw;
  for (let round = 0; round <= MAX_DECODINGS; round += 1) {
    // what stands behind ";" is a parameter to some servers
    if (/^\.{1,2}(;|$)/.test(text)) throw new HubRefusal(400, 'the path has a "." or ".." segment');
    if (/\\|\p{Cc}/u.test(text) || text.includes('/'))
      throw new HubRefusal(400, 'a segment of the path holds a slash, a backslash or a control character');
    const decoded = decode(text);
    if (decoded === undefined && round === 0)
      throw new HubRefusal(400, 'the path is not encoded as an address is');
    if (decoded === undefined || decoded === text) return;
    text = decoded;
  }
  throw new HubRefusal(400, 'the path is encoded again and again');
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * Checks that a query is WeChat's answer to a login: a code, or a state alone from a person who declined.
 *
 * @throws {HubRefusal} 404 when it is not, 400 for bytes no browser sends, 414
 */
export function checkQuery(queryText: string): void {
  if (queryText.length > MAX_QUERY) throw new HubRefusal(414, 'the query is too long');
  if (!/^[!-~]*$/.test(queryText)) throw new HubRefusal(400, 'the query holds bytes that must be encoded');
  const query = new URLSearchParams(queryText);
  if (!query.get('code') && !query.get('state'))
    throw new HubRefusal(404, 'the query has neither code nor state');
}
