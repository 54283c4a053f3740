/**
 * What has to happen at once in Redis. A lane is the ordered set of one sender's jobs that are not done; its head alone runs. Places are
 * microseconds of Redis's clock, so that they grow and tell how old they are.
 *
 * Keys of jobs are made of the queue's prefix, as those in BullMQ's own scripts are: in a cluster they all lie in one slot.
 */

/** Gives a job its place at the end of a lane, unless it has one. */
const TAKE_PLACE = `
local function takePlace(lane, id, life)
  local time = redis.call('TIME')
  local place = tonumber(time[1]) * 1000000 + tonumber(time[2])
  local last = redis.call('ZRANGE', lane, -1, -1, 'WITHSCORES')
  if last[2] and tonumber(last[2]) >= place then place = tonumber(last[2]) + 1 end
  redis.call('ZADD', lane, 'NX', string.format('%.0f', place), id)
  redis.call('PEXPIRE', lane, life)
end
`;

/** Whether a job may yet run: it is there and has not ended, or its process may be about to put it there. */
const IS_ALIVE = `
local function isAlive(id, place, prefix, completed, failed, patience)
  if redis.call('EXISTS', prefix .. id) == 1 then
    return not redis.call('ZSCORE', completed, id) and not redis.call('ZSCORE', failed, id)
  end
  local time = redis.call('TIME')
  local age = tonumber(time[1]) * 1000000 + tonumber(time[2]) - tonumber(place)
  return age < tonumber(patience) * 1000
end
`;

/** KEYS lane, job, memory. ARGV id, whether it has a lane, life of a lane. Returns its rank, or -1 when it was kept before. */
const place = `${TAKE_PLACE}
if redis.call('EXISTS', KEYS[2]) == 1 or redis.call('EXISTS', KEYS[3]) == 1 then return -1 end
if ARGV[2] == '0' then return 0 end
takePlace(KEYS[1], ARGV[1], ARGV[3])
return redis.call('ZRANK', KEYS[1], ARGV[1])
`;

/**
 * KEYS lane, completed, failed. ARGV id, prefix, patience, life of a lane, token. Removes heads that will never run. With the token of whoever works on
 * the job it has a place given if it lost its own. Returns its rank, -1 when it has none, -2 when somebody else works on it; and the
 * head that has become one by this.
 */
const look = `${TAKE_PLACE}${IS_ALIVE}
if ARGV[5] ~= '' then
  if redis.call('GET', ARGV[2] .. ARGV[1] .. ':lock') ~= ARGV[5] then return {-2, ''} end
  takePlace(KEYS[1], ARGV[1], ARGV[4])
end
local isChanged = false
local head = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
while head[1] and head[1] ~= ARGV[1] and not isAlive(head[1], head[2], ARGV[2], KEYS[2], KEYS[3], ARGV[3]) do
  redis.call('ZREM', KEYS[1], head[1])
  isChanged = true
  head = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
end
local rank = redis.call('ZRANK', KEYS[1], ARGV[1])
return {rank or -1, isChanged and head[1] or ''}
`;

/**
 * KEYS lane, completed, failed, memory. ARGV id, prefix, milliseconds to remember it. Takes a job that has ended out of its lane, and remembers
 * it. Returns the head that has become one by this; nothing when the job comes again.
 */
const leave = `
if redis.call('EXISTS', ARGV[2] .. ARGV[1]) == 1
  and not redis.call('ZSCORE', KEYS[2], ARGV[1]) and not redis.call('ZSCORE', KEYS[3], ARGV[1]) then return '' end
redis.call('SET', KEYS[4], '1', 'PX', ARGV[3])
local wasHead = redis.call('ZRANGE', KEYS[1], 0, 0)[1] == ARGV[1]
redis.call('ZREM', KEYS[1], ARGV[1])
return wasHead and redis.call('ZRANGE', KEYS[1], 0, 0)[1] or ''
`;

/** By the names under which the client knows them. */
export const SCRIPTS = {
  wechatInboxPlace: { keys: 3, lua: place },
  wechatInboxLook: { keys: 3, lua: look },
  wechatInboxLeave: { keys: 4, lua: leave },
} as const;

export type ScriptName = keyof typeof SCRIPTS;
