import type { WorkEndpoints } from '../../../catalog/work.js';
import type { BinaryAnswer } from '../../api/api.answer.js';
import type { UploadedFile } from '../../http/multipart.reader.js';
import type { AgentState } from '../agent.state.js';
import type { WorkShared } from '../work.shared.js';

/** Whose token a call carries. */
export type WorkCallerKind = 'agent' | 'contacts' | 'suite' | 'provider' | 'device' | 'model';

/** Whoever a token speaks for, as far as the gateway must know. */
export interface WorkCaller {
  readonly kind: WorkCallerKind;
  /** What the log calls it: `<corpid>/<agent>`, a suite's id … */
  readonly id: string;
  /** Addresses it may call from (企业可信IP); all of them where there are none. */
  readonly trustedIps?: readonly string[] | undefined;
}

type QueryOf<Endpoint> = Endpoint extends { query: infer Given }
  ? { readonly [Name in keyof Given]: string }
  : Readonly<Record<string, string>>;

type BodyOf<Endpoint> = 'body' extends keyof Endpoint
  ? NonNullable<Endpoint['body']>
  : Readonly<Record<string, never>>;

/** What a route takes as its body. */
export type WorkBody<Route extends keyof WorkEndpoints> = BodyOf<WorkEndpoints[Route]>;

/** What a route answers. */
export type WorkAnswer<Route extends keyof WorkEndpoints> = WorkEndpoints[Route] extends {
  answer: infer Answer;
}
  ? Answer
  : never;

type FilesOf<Endpoint> = Endpoint extends { files: infer Given }
  ? { readonly [Name in keyof Given]: UploadedFile }
  : Readonly<Record<string, never>>;

/** A call that carried a living token of the right kind and passed the catalogue's check. */
export interface WorkCall<Route extends keyof WorkEndpoints, Caller = AgentState> {
  /** Whose token it carries; nobody's where a route takes none. */
  readonly caller: Caller;
  readonly shared: WorkShared;
  /** Address the call came from. */
  readonly ip: string;
  /** Without the token. */
  readonly query: QueryOf<WorkEndpoints[Route]>;
  readonly body: BodyOf<WorkEndpoints[Route]>;
  readonly files: FilesOf<WorkEndpoints[Route]>;
}

type AnswerOf<Endpoint> = Endpoint extends { answer: infer Answer }
  ? Answer extends Buffer
    ? BinaryAnswer
    : Answer
  : never;

/**
 * What WeCom does for some routes, one object for each page of the official documentation.
 *
 * @throws {WorkRefusal} as any of its handlers may
 */
export type WorkPage<Caller = AgentState> = {
  readonly [Route in keyof WorkEndpoints]?: (
    call: WorkCall<Route, Caller>,
  ) => AnswerOf<WorkEndpoints[Route]> | Promise<AnswerOf<WorkEndpoints[Route]>>;
};

/** A handler whose route and caller are no longer known to the compiler. */
export type AnyWorkHandler = (call: {
  caller: unknown;
  shared: WorkShared;
  ip: string;
  query: unknown;
  body: unknown;
  files: unknown;
}) => object | Promise<object>;
