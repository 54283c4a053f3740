import { newTemplateId } from '../world/identifiers.js';

/** A template of an account. 模板 */
export interface StoredTemplate {
  readonly template_id: string;
  readonly title: string;
  readonly primary_industry: string;
  readonly deputy_industry: string;
  readonly content: string;
  readonly example: string;
}

interface Industry {
  first_class: string;
  second_class: string;
}

/** How long `client_msg_id` keeps a message from being sent twice. */
const ONCE = 600_000;

/** The templates of one account, its industry, and what was sent under a `client_msg_id`. */
export class TemplateBook {
  readonly #templates = new Map<string, StoredTemplate>();
  readonly #sent = new Map<string, { msgid: bigint; until: number }>();
  industry?: { primary_industry: Industry; secondary_industry: Industry };

  get list(): readonly StoredTemplate[] {
    return [...this.#templates.values()];
  }

  add(title: string, content: string): string {
    const template_id = newTemplateId();
    this.#templates.set(template_id, {
      template_id,
      title,
      primary_industry: 'IT科技',
      deputy_industry: '互联网|电子商务',
      content,
      example: content.replaceAll(/\{\{(\w+)\.DATA\}\}/g, '$1'),
    });
    return template_id;
  }

  find(templateId: string): StoredTemplate | undefined {
    return this.#templates.get(templateId);
  }

  remove(templateId: string): boolean {
    return this.#templates.delete(templateId);
  }

  /** The message already sent under that key, if it is still remembered. */
  sentAs(key: string, now: number): bigint | undefined {
    const sent = this.#sent.get(key);
    return sent && sent.until > now ? sent.msgid : undefined;
  }

  remember(key: string, msgid: bigint, now: number): void {
    this.#sent.set(key, { msgid, until: now + ONCE });
  }
}
