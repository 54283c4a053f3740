import type { SandboxDraftOptions } from '../interfaces/open-platform-options.interface.js';
import { newAppId, nextSerial } from '../world/identifiers.js';
import type { SandboxClock } from '../world/sandbox.clock.js';

const MOST_TEMPLATES = 200;
const PAGES = ['pages/index/index'];

/** Code a platform's developers have uploaded; times in seconds of the sandbox's clock. */
export interface CodeDraft {
  readonly id: number;
  readonly version: string;
  readonly description: string;
  readonly pages: readonly string[];
  readonly uploadedAt: number;
}

export interface CodeTemplate {
  readonly id: number;
  /** 0 common, 1 standard. */
  readonly type: number;
  readonly draft: CodeDraft;
  readonly createdAt: number;
}

/** The code a platform puts into the mini programs it serves. 小程序模板库 */
export class TemplateLibrary {
  readonly drafts = new Map<number, CodeDraft>();
  readonly templates = new Map<number, CodeTemplate>();
  /** Where the developers upload from. 开发小程序 */
  readonly developer = { appId: newAppId() };

  constructor(private readonly clock: SandboxClock) {}

  upload({ version, description = '', pages = PAGES }: SandboxDraftOptions): CodeDraft {
    const draft = { id: nextSerial(), version, description, pages, uploadedAt: this.clock.seconds() };
    this.drafts.set(draft.id, draft);
    return draft;
  }

  /** Makes a draft a template. */
  add(draftId: number, type: number): CodeTemplate | 'unknown' | 'full' {
    const draft = this.drafts.get(draftId);
    if (!draft) return 'unknown';
    if (this.templates.size >= MOST_TEMPLATES) return 'full';
    const template = { id: nextSerial(), type, draft, createdAt: this.clock.seconds() };
    this.templates.set(template.id, template);
    return template;
  }
}
