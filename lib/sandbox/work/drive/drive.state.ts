import { createHash } from 'node:crypto';
import type { SandboxClock } from '../../world/sandbox.clock.js';
import type { WorkAnswer, WorkBody } from '../api/work-call.interface.js';
import { WorkRefusal } from '../api/work.refusal.js';
import { newJobId } from '../work.identifiers.js';

/** Who may do what: a member or a department. */
export type DriveAuth = NonNullable<WorkBody<'POST /cgi-bin/wedrive/space_create'>['auth_info']>[number];
export type SpaceSetting = WorkAnswer<'POST /cgi-bin/wedrive/new_space_info'>['space_info']['secure_setting'];

/** A place for files. */
export interface DriveSpace {
  readonly id: string;
  name: string;
  readonly subType: number;
  auth: DriveAuth[];
  setting: SpaceSetting;
}

/** A file or a folder. */
export interface DriveFile {
  readonly id: string;
  readonly spaceId: string;
  fatherId: string;
  name: string;
  /** 1 a folder, 2 a file, 3 a document, 4 a table. */
  readonly type: number;
  readonly content: Buffer;
  readonly createdAt: number;
  changedAt: number;
  auth: DriveAuth[];
  /** 1 whoever is named, 2 the corporation, 3 anybody. */
  scope: number;
  scopeAuth: number;
  watermark?: NonNullable<WorkBody<'POST /cgi-bin/wedrive/file_secure_setting'>['watermark']>;
}

/** A file that comes in parts. */
interface Upload {
  readonly spaceId: string;
  readonly fatherId: string;
  readonly name: string;
  readonly size: number;
  readonly hash: string;
  readonly parts: Map<number, Buffer>;
}

export const FOLDER = 1;
export const FILE = 2;

const sha1 = (content: Buffer): string => createHash('sha1').update(content).digest('hex');
const isSame = (one: Partial<DriveAuth>, other: Partial<DriveAuth>): boolean =>
  one.type === other.type && one.userid === other.userid && one.departmentid === other.departmentid;

/** Adds to those who may; who is named anew may what is said last. */
export const withAuth = (auth: readonly DriveAuth[], added: readonly DriveAuth[]): DriveAuth[] => [
  ...withoutAuth(auth, added),
  ...added,
];

export const withoutAuth = (
  auth: readonly DriveAuth[],
  removed: readonly Partial<DriveAuth>[],
): DriveAuth[] => auth.filter((one) => !removed.some((gone) => isSame(one, gone)));

/** Spaces and files of a corporation. 微盘 */
export class DriveState {
  readonly #spaces = new Map<string, DriveSpace>();
  readonly #files = new Map<string, DriveFile>();
  readonly #uploads = new Map<string, Upload>();

  constructor(private readonly clock: SandboxClock) {}

  addSpace(name: string, auth: readonly DriveAuth[], subType: number): DriveSpace {
    const space: DriveSpace = {
      id: `s.ww${newJobId()}`,
      name,
      subType,
      auth: [...auth],
      setting: {
        enable_watermark: false,
        enable_confidential_mode: false,
        share_url_no_approve: false,
        share_url_no_approve_default_auth: 1,
        default_file_scope: 1,
        ban_share_external: false,
      },
    };
    this.#spaces.set(space.id, space);
    return space;
  }

  /** @throws {WorkRefusal} when there is none */
  space(id: string): DriveSpace {
    const space = this.#spaces.get(id);
    if (!space) throw new WorkRefusal(640001, id);
    return space;
  }

  dismiss({ id }: DriveSpace): void {
    this.#spaces.delete(id);
    for (const file of this.#files.values()) if (file.spaceId === id) this.#files.delete(file.id);
  }

  /** @throws {WorkRefusal} when there is none */
  file(id: string): DriveFile {
    const file = this.#files.get(id);
    if (!file) throw new WorkRefusal(640002, id);
    return file;
  }

  /** What lies in a space or a folder. @throws {WorkRefusal} when there is neither */
  within(spaceId: string, fatherId: string): DriveFile[] {
    this.#checkFolder(spaceId, fatherId);
    return [...this.#files.values()].filter((file) => file.spaceId === spaceId && file.fatherId === fatherId);
  }

  /** @throws {WorkRefusal} for a space or a folder there is not */
  add(
    spaceId: string,
    fatherId: string,
    name: string,
    type: number,
    content: Buffer = Buffer.alloc(0),
  ): DriveFile {
    this.#checkFolder(spaceId, fatherId);
    const now = this.clock.seconds();
    const file: DriveFile = {
      id: `${spaceId}_${newJobId()}`,
      spaceId,
      fatherId,
      name,
      type,
      content,
      createdAt: now,
      changedAt: now,
      auth: [],
      scope: 1,
      scopeAuth: 1,
    };
    this.#files.set(file.id, file);
    return file;
  }

  /** Takes a file away, and all that is in it. */
  remove({ id }: DriveFile): void {
    this.#files.delete(id);
    // a map may lose entries while it is walked
    for (const file of this.#files.values()) if (file.fatherId === id) this.remove(file);
  }

  /** @throws {WorkRefusal} for a folder there is not */
  move(file: DriveFile, fatherId: string, isReplacing: boolean): void {
    this.#checkFolder(file.spaceId, fatherId);
    const there = this.within(file.spaceId, fatherId).find((one) => one.name === file.name && one !== file);
    if (there && isReplacing) this.remove(there);
    else if (there) file.name = `${file.name}(1)`;
    file.fatherId = fatherId;
    file.changedAt = this.clock.seconds();
  }

  rename(file: DriveFile, name: string): void {
    file.name = name;
    file.changedAt = this.clock.seconds();
  }

  /**
   * Begins a file that comes in parts.
   *
   * @param hashes SHA-1 after each part; the last is that of the file
   * @returns the file, where WeCom has one of these bytes already, or a key for the parts
   */
  begin(
    { spaceId, fatherId, name, size }: Omit<Upload, 'hash' | 'parts'>,
    hashes: readonly string[],
  ): { file: DriveFile } | { key: string } {
    this.#checkFolder(spaceId, fatherId);
    const hash = hashes.at(-1)?.toLowerCase() ?? '';
    const known = [...this.#files.values()].find(
      ({ content, type }) => type === FILE && content.length === size && sha1(content) === hash,
    );
    if (known) return { file: this.add(spaceId, fatherId, name, FILE, known.content) };
    const key = newJobId();
    this.#uploads.set(key, { spaceId, fatherId, name, size, hash, parts: new Map() });
    return { key };
  }

  /** @throws {WorkRefusal} for a key that is none */
  put(key: string, index: number, content: Buffer): void {
    this.#upload(key).parts.set(index, content);
  }

  /** @throws {WorkRefusal} when what came is not what was announced */
  finish(key: string): DriveFile {
    const { spaceId, fatherId, name, size, hash, parts } = this.#upload(key);
    const ordered = [...parts].toSorted(([one], [other]) => one - other).map(([, part]) => part);
    const content = Buffer.concat(ordered);
    if (content.length !== size) throw new WorkRefusal(40058, `${content.length} bytes came, not ${size}`);
    if (hash !== '' && sha1(content) !== hash)
      throw new WorkRefusal(40058, 'the SHA-1 is not the last of block_sha');
    this.#uploads.delete(key);
    return this.add(spaceId, fatherId, name, FILE, content);
  }

  #upload(key: string): Upload {
    const upload = this.#uploads.get(key);
    if (!upload) throw new WorkRefusal(40058, 'upload_key');
    return upload;
  }

  /** A space is a folder of its own. */
  #checkFolder(spaceId: string, fatherId: string): void {
    this.space(spaceId);
    if (fatherId === spaceId) return;
    const folder = this.file(fatherId);
    if (folder.spaceId !== spaceId || folder.type !== FOLDER) throw new WorkRefusal(640002, fatherId);
  }
}
