/** Fields that change a prototype where somebody copies them carelessly, or stand in the way of methods. */
const EVIL = [
  '"__proto__":{"polluted":"by __proto__","errcode":40001,"isAdmin":true}',
  '"constructor":{"prototype":{"polluted":"by constructor"}}',
  '"prototype":{"polluted":"by prototype"}',
  '"toString":"not a function"',
  '"valueOf":1',
  '"hasOwnProperty":null',
  '"isPrototypeOf":[]',
  '"toJSON":"not a function"',
  '"then":"not a promise"',
];
/** Has the document read by the parser for long numbers. */
const LONG = '"a_long_number":12345678901234567890';

/** The same document with evil fields in each of its objects. */
export function evilJson(text: string, { isLong = false } = {}): string {
  const more = (isLong ? [...EVIL, LONG] : EVIL).join();
  const write = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(write).join()}]`;
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const fields = Object.entries(value).map(([name, child]) => `${JSON.stringify(name)}:${write(child)}`);
    return `{${[more, ...fields].join()}}`;
  };
  return write(JSON.parse(text));
}

/** Objects within a value, itself among them, whose prototype is not what it was. */
export function changedPrototypes(value: unknown, path = '$'): string[] {
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return [];
  const prototype: unknown = Object.getPrototypeOf(value);
  const isUsual = prototype === null || prototype === Object.prototype || prototype === Array.prototype;
  return [
    ...(isUsual ? [] : [path]),
    ...Object.entries(value).flatMap(([name, child]) => changedPrototypes(child, `${path}.${name}`)),
  ];
}
