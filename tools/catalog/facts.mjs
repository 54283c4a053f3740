/** Reads the facts and checks them against their schema. */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

const FACTS = new URL('../../lib/catalog/facts/', import.meta.url);
const EVENTS = 'events.json';

const parse = (path) => JSON.parse(readFileSync(new URL(path, FACTS), 'utf8'));
const schema = parse('facts.schema.json');
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true }).addSchema(schema, 'facts');
const isGroup = ajv.getSchema('facts');
const arePushes = ajv.getSchema('facts#/$defs/pushes');
const areNotifications = ajv.getSchema('facts#/$defs/notifications');
const areNotices = ajv.getSchema('facts#/$defs/notices');

function check(validate, value, where) {
  if (validate(value)) return;
  const [{ instancePath, message }] = validate.errors;
  throw new Error(`${where}${instancePath}: ${message}`);
}

/** All endpoints of a product by route, in the order of their files. */
export function readEndpoints(product) {
  const endpoints = {};
  for (const name of readdirSync(new URL(`${product}/`, FACTS)).toSorted()) {
    if (name === EVENTS) continue;
    const path = `${product}/${name}`;
    const group = parse(path);
    check(isGroup, group, path);
    for (const [route, endpoint] of Object.entries(group.endpoints)) {
      if (endpoints[route]) throw new Error(`${path}: ${route} stands in another file too`);
      endpoints[route] = endpoint;
    }
  }
  return endpoints;
}

/** The pushes of a product: lists of messages, events, … by name. */
export function readPushes(product) {
  const lists = parse(`${product}/${EVENTS}`);
  for (const [list, pushes] of Object.entries(lists))
    check(arePushes, pushes, `${product}/${EVENTS} ${list}`);
  return lists;
}

/** What APIv3 of WeChat Pay tells a merchant: decrypted resources by the name of their type. */
export function readNotifications(product) {
  const { notifications } = parse(`${product}/${EVENTS}`);
  check(areNotifications, notifications, `${product}/${EVENTS}`);
  return notifications;
}

/** What APIv2 of WeChat Pay tells a merchant, by name. */
export function readNotices(product) {
  const { notices } = parse(`${product}/${EVENTS}`);
  check(areNotices, notices, `${product}/${EVENTS}`);
  return notices;
}
