import { type CatalogProduct, type EndpointFact, type FieldFacts, readFacts } from '../../catalog/index.js';
import { parseLossless, readXml } from '../../common/index.js';
import { readMultipart, type UploadedFile } from '../http/multipart.reader.js';
import { type Check, compileFields } from './field.checker.js';

type RequestCheck = (query: object, body: object) => string | undefined;

/** One endpoint of a product. */
export interface CatalogueRoute {
  /** Method and path, without what tells variants apart. */
  readonly name: string;
  readonly pattern: RegExp;
  readonly fact: EndpointFact;
  check?: RequestCheck;
}

/** A body, read as its endpoint takes it. */
export interface CatalogueBody {
  readonly fields: object;
  readonly files: Readonly<Record<string, UploadedFile>>;
}

/** A request that is right for one of the variants of its path, or what the first of them has against it. */
export type Judgement =
  { readonly route: CatalogueRoute; readonly body: CatalogueBody } | { readonly reason: string };

const NO_FILES = Object.freeze({});

/** Every endpoint of one product, found by what is asked for, with the check that its facts make. */
export class CatalogueTable {
  readonly #plain = new Map<string, CatalogueRoute[]>();
  readonly #patterned: CatalogueRoute[] = [];

  constructor(product: CatalogProduct) {
    for (const [given, fact] of readFacts(product)) {
      const name = given.replace(/[?#].*/, '');
      const route = { name, fact, pattern: patternOf(name) };
      if (fact.path !== undefined) this.#patterned.push(route);
      else this.#plain.set(name, [...(this.#plain.get(name) ?? []), route]);
    }
  }

  /** The variants of a path; one without values in it goes first. @param asked method and path */
  find(asked: string): readonly CatalogueRoute[] {
    return this.#plain.get(asked) ?? this.#patterned.filter(({ pattern }) => pattern.test(asked));
  }

  judge(
    routes: readonly CatalogueRoute[],
    contentType: string | undefined,
    query: object,
    bytes: Buffer,
  ): Judgement {
    const reasons: string[] = [];
    for (const route of routes) {
      const body = bodyOf(route.fact, contentType, bytes);
      route.check ??= checkOf(route.fact);
      const reason = body ? route.check(query, body.fields) : 'the body cannot be read';
      if (body && reason === undefined) return { route, body };
      reasons.push(reason as string);
    }
    return { reason: reasons[0] ?? 'there is no such path' };
  }
}

/** Values in the path get their names. */
function patternOf(name: string): RegExp {
  const escaped = name.replace(/[.*+^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}

function checkOf({ query = {}, body, xml, form }: EndpointFact): RequestCheck {
  const isText = body === undefined;
  const fields = body ?? xml ?? form;
  const checkQuery = compileFields(query, true);
  const checkBody: Check = fields ? compileFields(withoutFiles(fields), isText) : () => undefined;
  return (given, sent) => (checkQuery(given, '') ?? checkBody(sent, ''))?.errmsg;
}

const withoutFiles = (fields: FieldFacts): FieldFacts =>
  Object.fromEntries(Object.entries(fields).filter(([, type]) => type !== 'file'));

/** Undefined when it cannot be read. */
function bodyOf(
  { body, xml, form }: EndpointFact,
  contentType: string | undefined,
  bytes: Buffer,
): CatalogueBody | undefined {
  try {
    if (body) {
      const fields = parseLossless(bytes.toString('utf8') || '{}');
      return typeof fields === 'object' && fields !== null ? { fields, files: NO_FILES } : undefined;
    }
    if (xml && Object.keys(xml).length > 0)
      return { fields: readXml(bytes.toString('utf8')), files: NO_FILES };
    return form ? readMultipart(contentType, bytes) : { fields: {}, files: NO_FILES };
  } catch {
    return undefined;
  }
}

const tables: Partial<Record<CatalogProduct, CatalogueTable>> = {};

/** The table is the same for every sandbox of a process. */
export function catalogueTable(product: CatalogProduct): CatalogueTable {
  return (tables[product] ??= new CatalogueTable(product));
}
