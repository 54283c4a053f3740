/** A button of a menu, as the API takes it. */
export interface MenuButton {
  type?: string;
  name: string;
  key?: string;
  url?: string;
  media_id?: string;
  article_id?: string;
  appid?: string;
  pagepath?: string;
  sub_button?: MenuButton[];
}

export interface MatchRule {
  tag_id?: number | string;
  client_platform_type?: number | string;
  language?: string;
}

export interface ConditionalMenu {
  readonly menuid: number;
  readonly button: MenuButton[];
  readonly matchrule: MatchRule;
}

/** Whom a conditional menu is matched against. */
export interface MenuReader {
  readonly language: string;
  readonly tags: readonly number[];
}

const FIRST_MENU_ID = 208_379_533;

const withSubButtons = (button: MenuButton): MenuButton => ({
  ...button,
  sub_button: (button.sub_button ?? []).map((child) => ({ ...child, sub_button: [] })),
});

/** The menus of one account: the common one and the conditional ones. 自定义菜单 · 个性化菜单 */
export class MenuBook {
  /** As `menu/get` shows it: every button has a list of sub-buttons. */
  common: { readonly button: MenuButton[]; readonly menuid: number } | null = null;
  conditional: ConditionalMenu[] = [];
  #lastId = FIRST_MENU_ID;

  set(button: MenuButton[]): void {
    this.common = { button: button.map(withSubButtons), menuid: this.#nextId() };
  }

  addConditional(button: MenuButton[], matchrule: MatchRule): number {
    const menuid = this.#nextId();
    this.conditional.push({ button: button.map(withSubButtons), matchrule, menuid });
    return menuid;
  }

  /** `false` when there is no such menu. */
  removeConditional(menuid: number): boolean {
    const before = this.conditional.length;
    this.conditional = this.conditional.filter((menu) => menu.menuid !== menuid);
    return this.conditional.length < before;
  }

  clear(): void {
    this.common = null;
    this.conditional = [];
  }

  /** The buttons a person sees: the newest conditional menu that matches, else the common one. */
  seenBy(reader: MenuReader): MenuButton[] | undefined {
    const match = this.conditional.findLast(({ matchrule }) => matches(matchrule, reader));
    return (match ?? this.common)?.button;
  }

  /** A button that can be tapped, by its key or its name. */
  buttonSeenBy(reader: MenuReader, keyOrName: string): MenuButton | undefined {
    const buttons = (this.seenBy(reader) ?? []).flatMap((one) =>
      one.sub_button?.length ? one.sub_button : [one],
    );
    return buttons.find(({ key }) => key === keyOrName) ?? buttons.find(({ name }) => name === keyOrName);
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}

function matches({ tag_id, client_platform_type, language }: MatchRule, reader: MenuReader): boolean {
  if (tag_id && !reader.tags.includes(Number(tag_id))) return false;
  // Everybody in the sandbox has an Android phone.
  if (client_platform_type && Number(client_platform_type) !== 2) return false;
  return !language || language === reader.language;
}
