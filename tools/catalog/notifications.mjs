/** Writes the notifications of WeChat Pay as TypeScript. */
import { docsOf, objectOf, quote, typeName } from './types.mjs';

/** Each event type with the resources it may carry, in the order of the facts. */
function resourcesByEvent(notifications) {
  const resources = new Map();
  for (const [name, { eventTypes }] of Object.entries(notifications))
    for (const type of eventTypes) resources.set(type, [...(resources.get(type) ?? []), name]);
  return resources;
}

const noticeType = (name) => `PayV2${typeName(name, 'Notice', {})}`;

/** A notice of APIv2 with what lies encrypted in it. */
const noticeFields = ({ fields, decrypted }) => ({ ...fields, ...decrypted });

export function notificationsFile(notifications, notices) {
  const events = [...resourcesByEvent(notifications)];
  return `import type { PayV2NoticeBase } from '../pay-v2.interfaces.js';

${Object.entries(notifications)
  .map(
    ([name, { docs, fields }]) => `${docsOf(docs)}export interface ${name} ${objectOf(fields, 'answer')}\n`,
  )
  .join('\n')}
/** What a notification of APIv3 carries once its resource is decrypted, by event_type. 通知 */
export interface PayNotificationResources {
${events.map(([type, names]) => `  ${quote(type)}: ${names.join(' | ')};\n`).join('')}}

${Object.entries(notices)
  .map(
    ([name, notice]) =>
      `${docsOf(notice.docs)}export interface ${noticeType(name)} extends PayV2NoticeBase ${objectOf(noticeFields(notice), 'text')}\n`,
  )
  .join('\n')}
/** The notices of APIv2, \`req_info\` decrypted. */
export interface PayV2Notices {
${Object.keys(notices)
  .map((name) => `  ${name}: ${noticeType(name)};\n`)
  .join('')}}

/** Event types the catalogue knows: a handler for another one is most likely a slip of the pen. */
export const payNotificationNames: ReadonlySet<string> = new Set(${JSON.stringify(
    events.map(([type]) => type),
    undefined,
    2,
  )});
`;
}
