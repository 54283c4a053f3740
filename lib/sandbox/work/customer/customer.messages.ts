import type { SandboxCustomerMessage } from '../../interfaces/sandbox-customer.interface.js';

type Fields = Readonly<Record<string, unknown>>;

/** Where a message comes from, and when. */
type Origin = Pick<SandboxCustomerMessage, 'at' | 'by' | 'from'>;

/** A message a customer gets. */
export function customerMessage(
  origin: Origin,
  msgtype: string,
  content: Fields,
  msgid?: string,
): SandboxCustomerMessage {
  const told = content['content'] ?? content['head_content'] ?? content['title'];
  const text = typeof told === 'string' ? told : '';
  return { ...origin, msgtype, content, text, ...(msgid === undefined ? {} : { msgid }) };
}

/** A text and what is attached to it, a message each. */
export function customerMessages(
  origin: Origin,
  {
    text,
    attachments = [],
  }: { readonly text?: { content: string }; readonly attachments?: readonly object[] },
): SandboxCustomerMessage[] {
  return [
    ...(text ? [customerMessage(origin, 'text', text)] : []),
    ...(attachments as readonly Fields[]).map((attachment) => {
      const msgtype = String(attachment['msgtype']);
      return customerMessage(origin, msgtype, (attachment[msgtype] ?? {}) as Fields);
    }),
  ];
}
