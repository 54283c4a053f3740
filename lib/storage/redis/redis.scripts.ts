/**
 * What is done in Redis in one step. All keys of one engine have the same hash tag, so that a script may touch several of them
 * in a cluster. Times are in milliseconds.
 */

/** Takes a lock. KEYS lock, its fence; ARGV holder, lease. Gives the fence, or minus how long its holder has left. */
export const LOCK = `
if not redis.call('set', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then
  return -redis.call('pttl', KEYS[1])
end
local time = redis.call('time')
local last = tonumber(redis.call('get', KEYS[2]) or '0')
local fence = math.max(last + 1, time[1] * 1000000 + time[2])
redis.call('set', KEYS[2], string.format('%.0f', fence), 'PX', 86400000)
return fence`;

/** Keeps a lock. KEYS lock, its fence; ARGV holder, lease, fence of the holder. Gives 0 when another one has it, or has had it since. */
export const HOLD_LOCK = `
local held = redis.call('get', KEYS[1])
if held == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end
local last = redis.call('get', KEYS[2])
if held or (last and last ~= ARGV[3]) then return 0 end
redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('set', KEYS[2], ARGV[3], 'PX', 86400000)
return 1`;

/** Keeps a run. KEYS it; ARGV running, lease, acknowledged. Gives 0 when it is another's, or done. */
export const HOLD_RUN = `
local held = redis.call('get', KEYS[1])
if held == ARGV[1] or held == ARGV[3] then return redis.call('pexpire', KEYS[1], ARGV[2]) end
if held then return 0 end
redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;

/** Lets go of a lock, or forgets a run. KEYS it; ARGV the texts its holder may have put there. */
export const LET_GO = `
local held = redis.call('get', KEYS[1])
if held == ARGV[1] or held == ARGV[2] then return redis.call('del', KEYS[1]) end
return 0`;

/**
 * Writes a record unless a later holder has. KEYS it; ARGV fence (empty without a lock), record, life (0 for ever), whether the fence is
 * by the clock of a process that went on alone: it is compared, and not kept.
 */
export const WRITE = `
local kept = redis.call('get', KEYS[1])
local last = kept and string.match(kept, '^%d+') or '0'
local given = ARGV[1]
if given ~= '' and tonumber(last) > tonumber(given) then return 0 end
local fence = (given == '' or ARGV[4] == '1') and last or given
local record = fence .. '|' .. ARGV[2]
if ARGV[3] == '0' then redis.call('set', KEYS[1], record) else redis.call('set', KEYS[1], record, 'PX', ARGV[3]) end
return 1`;

/**
 * Removes a record unless a later holder has written it. KEYS it; ARGV fence (empty without a lock). What is left for a while says who
 * removed it, so that nobody before that one writes it again.
 */
export const REMOVE = `
local kept = redis.call('get', KEYS[1])
local last = kept and string.match(kept, '^%d+') or '0'
if ARGV[1] == '' then return redis.call('del', KEYS[1]) + 1 end
if tonumber(last) > tonumber(ARGV[1]) then return 0 end
redis.call('set', KEYS[1], ARGV[1] .. '|null', 'PX', 600000)
return 1`;

export const READ = `return redis.call('get', KEYS[1])`;

/** Begins a run. KEYS it; ARGV holder's text, lease. Gives what stands there when it is not to be begun. */
export const BEGIN = `
local known = redis.call('get', KEYS[1])
if known then return known end
redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2])
return false`;

/** Says that a run will be seen through. KEYS it; ARGV running, acknowledged, lease. */
export const ACKNOWLEDGE = `
if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('set', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1`;

/** Keeps what came of a run, unless it became another's. KEYS it; ARGV running, acknowledged, result, life. */
export const FINISH = `
local known = redis.call('get', KEYS[1])
if known and known ~= ARGV[1] and known ~= ARGV[2] then return 0 end
redis.call('set', KEYS[1], ARGV[3], 'PX', ARGV[4])
return 1`;

/** Notes a key. KEYS it; ARGV life. Gives 1 when it is new. */
export const NOTE = `
if redis.call('set', KEYS[1], '1', 'NX', 'PX', ARGV[1]) then return 1 end
return 0`;
