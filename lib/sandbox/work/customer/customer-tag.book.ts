import type { SandboxClock } from '../../world/sandbox.clock.js';
import { WorkRefusal } from '../api/work.refusal.js';
import { newTagId } from '../work.identifiers.js';

/** A tag for customers. */
export interface CustomerTag {
  readonly id: string;
  name: string;
  order: number;
  readonly create_time: number;
}

/** Tags that belong together. 标签组 */
export interface CustomerTagGroup {
  readonly group_id: string;
  group_name: string;
  order: number;
  readonly create_time: number;
  tag: CustomerTag[];
  /** Of a rule group, where it belongs to one. 规则组 */
  readonly strategy_id: number;
}

/** What a call says of new tags. */
export interface NewTags {
  readonly group_id?: string | undefined;
  readonly group_name?: string | undefined;
  readonly order?: number | undefined;
  readonly tag?: readonly { readonly name: string; readonly order?: number }[] | undefined;
  readonly strategy_id?: number;
}

/** Which tags or groups a call means. */
export interface TagSelection {
  readonly tag_id?: readonly string[] | undefined;
  readonly group_id?: readonly string[] | undefined;
  readonly strategy_id?: number | undefined;
}

const NO_STRATEGY = 0;

/** The tags a corporation has for its customers. 企业客户标签 */
export class CustomerTagBook {
  #groups: CustomerTagGroup[] = [];

  constructor(private readonly clock: SandboxClock) {}

  /** Group and tag of an id. */
  find(tagId: string): readonly [group: CustomerTagGroup, tag: CustomerTag] | undefined {
    for (const group of this.#groups) for (const tag of group.tag) if (tag.id === tagId) return [group, tag];
    return undefined;
  }

  /** @throws {WorkRefusal} when there is none */
  need(tagId: string): void {
    if (!this.find(tagId)) throw new WorkRefusal(40068, tagId);
  }

  /** Adds tags to a group, which is made where there is none of that name. @throws {WorkRefusal} for a name that is taken */
  add({
    group_id: id,
    group_name: name,
    order = 0,
    tag: tags = [],
    strategy_id = NO_STRATEGY,
  }: NewTags): CustomerTagGroup {
    const group =
      this.#groups.find((one) =>
        id ? one.group_id === id : one.group_name === name && one.strategy_id === strategy_id,
      ) ?? (id ? undefined : this.#open(name, order, strategy_id));
    if (!group) throw new WorkRefusal(40068, id);
    for (const { name: tagName } of tags)
      if (group.tag.some((one) => one.name === tagName)) throw new WorkRefusal(40071, tagName);
    const made = tags.map((one) => ({
      id: newTagId(),
      name: one.name,
      order: one.order ?? 0,
      create_time: this.clock.seconds(),
    }));
    group.tag.push(...made);
    return { ...group, tag: made };
  }

  /** Of a rule group, or of the corporation itself. */
  list(
    { tag_id: tagIds = [], group_id: groupIds = [], strategy_id }: TagSelection,
    isOfStrategy: boolean,
  ): CustomerTagGroup[] {
    const groups = this.#groups.filter(
      (group) =>
        (group.strategy_id !== NO_STRATEGY) === isOfStrategy &&
        (strategy_id === undefined || group.strategy_id === strategy_id),
    );
    if (tagIds.length === 0 && groupIds.length === 0) return groups;
    return groups.flatMap((group) => {
      if (groupIds.includes(group.group_id)) return group;
      const tag = group.tag.filter(({ id }) => tagIds.includes(id));
      return tag.length > 0 ? { ...group, tag } : [];
    });
  }

  /** Renames a tag or a group. @throws {WorkRefusal} when there is none */
  edit(id: string, { name, order }: { name?: string | undefined; order?: number | undefined }): void {
    const group = this.#groups.find((one) => one.group_id === id);
    const tag = this.find(id)?.[1];
    if (!group && !tag) throw new WorkRefusal(40068, id);
    if (group) Object.assign(group, name === undefined ? {} : { group_name: name });
    if (tag) Object.assign(tag, name === undefined ? {} : { name });
    if (order !== undefined) Object.assign(group ?? (tag as CustomerTag), { order });
  }

  /** @returns ids of the tags that are no more. @throws {WorkRefusal} for an id that is none */
  remove({ tag_id: tagIds = [], group_id: groupIds = [] }: TagSelection): string[] {
    if (tagIds.length + groupIds.length === 0)
      throw new WorkRefusal(40058, 'tag_id and group_id are missing');
    for (const id of tagIds) this.need(id);
    for (const id of groupIds)
      if (!this.#groups.some((group) => group.group_id === id)) throw new WorkRefusal(40068, id);
    const gone = this.#groups.flatMap(({ group_id: id, tag }) =>
      tag.filter((one) => groupIds.includes(id) || tagIds.includes(one.id)).map((one) => one.id),
    );
    for (const group of this.#groups) group.tag = group.tag.filter(({ id }) => !gone.includes(id));
    // WeCom takes a group away with its last tag
    this.#groups = this.#groups.filter(({ group_id: id, tag }) => !groupIds.includes(id) && tag.length > 0);
    return gone;
  }

  #open(name: string | undefined, order: number, strategy_id: number): CustomerTagGroup {
    if (!name) throw new WorkRefusal(40058, 'a group needs a group_name');
    const group = {
      group_id: newTagId(),
      group_name: name,
      order,
      create_time: this.clock.seconds(),
      tag: [],
      strategy_id,
    };
    this.#groups.push(group);
    return group;
  }
}
