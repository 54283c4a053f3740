import type { WorkBody } from '../api/work-call.interface.js';
import { WorkRefusal } from '../api/work.refusal.js';

/** What `menu/create` takes. */
export type WorkMenu = WorkBody<'POST /cgi-bin/menu/create'>;

/** A button that does something. */
export interface WorkMenuButton {
  readonly type: string;
  readonly name: string;
  readonly key?: string;
  readonly url?: string;
  readonly appid?: string;
  readonly pagepath?: string;
}

type NamedButton = Partial<WorkMenuButton> & { readonly name: string; readonly sub_button?: unknown };

const TYPES: ReadonlySet<string> = new Set([
  'click',
  'view',
  'scancode_push',
  'scancode_waitmsg',
  'pic_sysphoto',
  'pic_photo_or_album',
  'pic_weixin',
  'location_select',
  'view_miniprogram',
]);

/** The menu of one application. 自定义菜单 */
export class WorkMenuBook {
  #menu: WorkMenu | undefined;

  get menu(): WorkMenu | undefined {
    return this.#menu;
  }

  /** @throws {WorkRefusal} for one WeCom would not show */
  set(menu: WorkMenu): void {
    if (menu.button.length < 1 || menu.button.length > 3) throw new WorkRefusal(40016);
    for (const button of menu.button as NamedButton[]) {
      const below = subButtonsOf(button);
      if (below.length > 5) throw new WorkRefusal(40023);
      const wrong = (below.length > 0 ? below : [button]).find(({ type = '' }) => !TYPES.has(type));
      if (wrong) throw new WorkRefusal(40017, wrong.type);
    }
    this.#menu = menu;
  }

  clear(): void {
    this.#menu = undefined;
  }

  /** The button with a key or a name. */
  find(keyOrName: string): WorkMenuButton | undefined {
    const buttons = (this.#menu?.button ?? []) as NamedButton[];
    const acting = buttons.flatMap((button) => {
      const below = subButtonsOf(button);
      return below.length > 0 ? below : [button];
    });
    const found =
      acting.find(({ key }) => key === keyOrName) ?? acting.find(({ name }) => name === keyOrName);
    return found as WorkMenuButton | undefined;
  }
}

const subButtonsOf = ({ sub_button: below }: NamedButton): NamedButton[] =>
  Array.isArray(below) ? (below as NamedButton[]) : [];
