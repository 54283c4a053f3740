import type { WorkAnswer } from '../api/work-call.interface.js';
import { WorkRefusal } from '../api/work.refusal.js';
import type { CorpState } from '../corp.state.js';
import { newJobId } from '../work.identifiers.js';
import { readCsv } from './csv.reader.js';
import { WorkJobBook } from './job.book.js';
import type { MemberFacts } from './member.state.js';

type Row = Readonly<Record<string, string>>;
type Result = WorkAnswer<'GET /cgi-bin/batch/getresult'>['result'][number];

/** What a job does. 任务类型 */
export type ImportType = 'sync_user' | 'replace_user' | 'replace_party' | 'invite_user';

/** A job that is done. */
export interface ImportJob {
  readonly id: string;
  readonly type: ImportType;
  readonly results: readonly Result[];
}

/** Columns of the templates, under the names they have had. */
const USER_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  userid: ['帐号', '账号'],
  name: ['姓名'],
  alias: ['别名'],
  mobile: ['手机号', '手机'],
  email: ['邮箱', '个人邮箱'],
  department: ['所在部门', '部门'],
  position: ['职位', '职务'],
  gender: ['性别'],
};

const CREATED = 1;
const RENAMED = 2;
const MOVED = 4;

const cellOf = (row: Row, names: readonly string[] = []): string | undefined =>
  names.map((name) => row[name]).find((cell) => cell !== undefined);

/** Does one line, and says how it went. */
function attempt(line: Partial<Result>, act: () => Partial<Result> | undefined): Result {
  try {
    return { ...line, ...act(), errcode: 0, errmsg: 'ok' };
  } catch (error) {
    if (!(error instanceof WorkRefusal)) throw error;
    return { ...line, errcode: error.errcode, errmsg: error.message };
  }
}

/** Imports of the address book. 异步导入 */
export class ImportDesk {
  readonly #jobs = new WorkJobBook<ImportJob>();

  constructor(private readonly corp: CorpState) {}

  /** @throws {WorkRefusal} for a file that is not there, or holds nothing */
  run(type: ImportType, mediaId: string): ImportJob {
    const rows = readCsv(this.corp.media.need(mediaId, 'file').content);
    if (rows.length === 0) throw new WorkRefusal(40092);
    return this.record(type, type === 'replace_party' ? this.#parties(rows) : this.#users(rows, type));
  }

  record(type: ImportType, results: readonly Result[]): ImportJob {
    const job = { id: newJobId(), type, results };
    this.#jobs.add(job);
    return job;
  }

  /** @throws {WorkRefusal} when there is none */
  need(id: string): ImportJob {
    return this.#jobs.need(id);
  }

  #users(rows: readonly Row[], type: ImportType): Result[] {
    const { book } = this.corp;
    const results = rows.map((row) => {
      const facts = factsOf(row);
      const { userid = '' } = facts;
      return attempt({ userid }, () => {
        const member = book.find(userid);
        if (member) book.change(member, facts);
        else book.add({ name: userid, ...facts, userid });
        return undefined;
      });
    });
    if (type === 'replace_user') this.#letGo(new Set(results.map(({ userid }) => userid?.toLowerCase())));
    return results;
  }

  #letGo(kept: ReadonlySet<string | undefined>): void {
    for (const member of this.corp.book.members)
      if (!kept.has(member.userid.toLowerCase())) this.corp.letGo(member);
  }

  #parties(rows: readonly Row[]): Result[] {
    const { departments } = this.corp.book;
    return rows.map((row) => {
      const id = Number(row['部门ID']);
      const name = row['部门名称'] ?? '';
      const parentid = Number(row['父部门ID'] ?? 1);
      const order = row['排序'] === undefined ? {} : { order: Number(row['排序']) };
      return attempt({ partyid: id }, () => {
        if (!departments.has(id)) {
          departments.add({ id, name, parentid, ...order });
          return { action: CREATED };
        }
        const before = departments.need(id);
        departments.change(id, { name, ...(before.parentid === 0 ? {} : { parentid }), ...order });
        const moved = before.parentid !== 0 && before.parentid !== parentid;
        return { action: (before.name === name ? 0 : RENAMED) + (moved ? MOVED : 0) };
      });
    });
  }
}

function factsOf(row: Row): Partial<MemberFacts> {
  const given = Object.entries(USER_COLUMNS).flatMap(([name, columns]) => {
    const cell = cellOf(row, columns);
    return cell === undefined ? [] : [[name, cell] as const];
  });
  const { department, gender, ...facts } = Object.fromEntries(given);
  return {
    ...facts,
    ...(gender === undefined ? {} : { gender: { 男: '1', 女: '2' }[gender] ?? gender }),
    ...(department === undefined ? {} : { department: department.split(';').map(Number) }),
  };
}
