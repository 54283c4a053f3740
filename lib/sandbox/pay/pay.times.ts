/** WeChat Pay's clocks show Beijing's time. */
const BEIJING = 8 * 3_600_000;

const shifted = (ms: number): string => new Date(ms + BEIJING).toISOString();

/** `2018-06-08T10:34:56+08:00` */
export const rfc3339 = (ms: number): string => `${shifted(ms).slice(0, 19)}+08:00`;
/** `2018-06-08` */
export const dateOf = (ms: number): string => shifted(ms).slice(0, 10);
/** `2018-06-08 10:34:56` */
export const plainTime = (ms: number): string => shifted(ms).slice(0, 19).replace('T', ' ');
/** `20180608103456` */
export const compactTime = (ms: number): string => shifted(ms).slice(0, 19).replace(/[-:T]/g, '');
/** `20180608` */
export const compactDate = (ms: number): string => compactTime(ms).slice(0, 8);
