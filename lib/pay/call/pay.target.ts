import { type QueryValues, targetOf } from '../../http/index.js';

/** What stands in the path and the query of a call. */
export interface TargetContents {
  readonly path?: Readonly<Record<string, string | number>> | undefined;
  readonly query?: QueryValues | undefined;
}

/** Whether a value is written as it is: what is none would be called "undefined", or "[object Object]". */
const isPlain = (value: unknown): boolean => /^(?:string|number|bigint|boolean)$/.test(typeof value);

/**
 * Path and query of a call, with its values in place of `{name}`: the very text that is signed and sent.
 *
 * @throws {RangeError} for a value of the path that is missing or empty: another path would be called; and for one of the
 *   query that is no text, number or boolean
 */
export function writeTarget(route: string, { path = {}, query = {} }: TargetContents): string {
  const target = targetOf(route).replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(path, name) && isPlain(path[name]) ? String(path[name]) : '';
    if (value === '' || /^\.+$/.test(value)) throw new RangeError(`${route}: path.${name} is missing`);
    return encodeURIComponent(value);
  });
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (!isPlain(value)) throw new RangeError(`${route}: query.${name} takes a text, a number or a boolean`);
    parameters.append(name, String(value));
  }
  const text = parameters.toString();
  return text ? `${target}${target.includes('?') ? '&' : '?'}${text}` : target;
}
