import type { FieldFacts, FieldType } from '../../catalog/index.js';
import { type JsonAnswer, refuse } from './api.answer.js';

/** Says what is wrong with a value, or nothing. */
export type Check = (value: unknown, path: string) => JsonAnswer | undefined;

/** Codes WeChat has for one missing field; 40035 for the rest. */
const MISSING: Readonly<Record<string, number>> = {
  access_token: 41001,
  grant_type: 40002,
  appid: 41002,
  secret: 41004,
  appsecret: 41004,
  media_id: 41006,
  code: 41008,
  js_code: 41008,
  refresh_token: 41003,
  openid: 41009,
  touser: 41009,
};
/** Codes WeChat has for one wrong value. */
const WRONG_VALUE: Readonly<Record<string, number>> = {
  grant_type: 40002,
  type: 40004,
  action_name: 40052,
  command: 45072,
};

const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isScalar(type: string, value: unknown, isText: boolean): boolean {
  switch (type) {
    case 'string':
    case 'sensitive':
      return typeof value === 'string';
    case 'integer':
      return isText ? /^-?\d+$/.test(String(value)) : Number.isInteger(value);
    case 'number':
      return isText ? Number.isFinite(Number(value)) : typeof value === 'number';
    case 'boolean':
      return isText ? value === 'true' || value === 'false' : typeof value === 'boolean';
    case 'id':
      return /^\d+$/.test(String(value));
    case 'any':
      return true;
    default:
      return type.startsWith("'")
        ? value === type.slice(1, -1)
        : String(value) === type && (isText || typeof value === 'number');
  }
}

function compileScalar(type: string, isText: boolean): Check {
  const parts = type.split('|');
  const code = parts.every((part) => /^['\d]/.test(part)) ? 0 : 47001;
  const expected = parts.join(' or ');
  return (value, path) => {
    for (const part of parts) if (isScalar(part, value, isText)) return undefined;
    return refuse(code || (WRONG_VALUE[lastName(path)] ?? 40035), `${path} must be ${expected}`);
  };
}

function compileList(item: FieldType): Check {
  const check = compileType(item, false);
  return (value, path) => {
    if (!Array.isArray(value)) return refuse(47001, `${path} must be an array`);
    for (const [index, entry] of value.entries()) {
      const wrong = check(entry, `${path}.${index}`);
      if (wrong) return wrong;
    }
    return undefined;
  };
}

function compileType(type: FieldType, isText: boolean): Check {
  if (typeof type === 'string') return compileScalar(type, isText);
  if (Array.isArray(type)) return compileList(type[0] as FieldType);
  return compileFields(type as FieldFacts, isText);
}

/** Says what is wrong with one field of an object, or nothing. */
type FieldCheck = (whole: Record<string, unknown>, path: string) => JsonAnswer | undefined;

function compileField(key: string, type: FieldType, isText: boolean): FieldCheck {
  if (key.startsWith('?')) return compileChoice(key.slice(1), type as Record<string, FieldFacts>, isText);
  const check = compileType(type, isText);
  if (key === '*') return (whole, path) => checkEach(whole, path, check);
  const optional = key.endsWith('?');
  const name = optional ? key.slice(0, -1) : key;
  return (whole, path) => checkOne(whole[name], path ? `${path}.${name}` : name, optional, check);
}

/** The fields that come with each value of one of them. */
function compileChoice(
  name: string,
  forms: Readonly<Record<string, FieldFacts>>,
  isText: boolean,
): FieldCheck {
  const checks = new Map(Object.entries(forms).map(([value, form]) => [value, compileFields(form, isText)]));
  const isKnown = compileScalar([...checks.keys()].map((value) => `'${value}'`).join('|'), isText);
  return (whole, path) =>
    checkOne(whole[name], path ? `${path}.${name}` : name, false, isKnown) ??
    checks.get(String(whole[name]))?.(whole, path);
}

/** Compiles facts into one check, so that a request costs no walk over them. @param isText values are texts, as in a query */
export function compileFields(facts: FieldFacts, isText = false): Check {
  const checks = Object.entries(facts).map(([key, type]) => compileField(key, type, isText));
  return (value, path) => {
    if (!isObject(value)) return refuse(47001, `${path || 'the body'} must be an object`);
    for (const check of checks) {
      const wrong = check(value, path);
      if (wrong) return wrong;
    }
    return undefined;
  };
}

function checkOne(value: unknown, path: string, optional: boolean, check: Check): JsonAnswer | undefined {
  if (value !== undefined && value !== null) return check(value, path);
  return optional ? undefined : refuse(MISSING[lastName(path)] ?? 40035, `${path} is missing`);
}

function checkEach(value: Record<string, unknown>, path: string, check: Check): JsonAnswer | undefined {
  for (const [name, entry] of Object.entries(value)) {
    const wrong = check(entry, path ? `${path}.${name}` : name);
    if (wrong) return wrong;
  }
  return undefined;
}
