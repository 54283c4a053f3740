export * from './errors/index.js';
export { readJson } from './json/json.reader.js';
export { parseLossless, stringifyLossless } from './json/lossless.js';
export type { MessageNode, MessageTree } from './message-tree.js';
export { inClient, OPTION_INVALID } from './option.messages.js';
export { redact } from './redact.js';
export { readXml } from './xml/xml.reader.js';
export { writeXml, type XmlTree, type XmlValue } from './xml/xml.writer.js';
export { isOptionText } from './option-text.js';
