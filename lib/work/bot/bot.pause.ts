/** How long to wait before the next try: twice as long after each failure; milliseconds. */
export interface Delay {
  readonly first: number;
  readonly most: number;
}

/** A wait that can be ended early. */
export interface Pause {
  readonly over: Promise<void>;
  end(): void;
}

/** Between half of it and all of it, so that not all who were cut off come back at once. */
export function delayOf({ first, most }: Delay, failures: number, random = Math.random()): number {
  const whole = Math.min(first * 2 ** Math.min(failures, 30), most);
  return Math.round(whole * (0.5 + random / 2));
}

/** Waits for so long, or until a promise settles if that is sooner. Keeps no process alive. */
export async function pauseUntil(early: Promise<unknown>, milliseconds: number): Promise<void> {
  const pause = pauseFor(milliseconds);
  await Promise.race([pause.over, early]);
  pause.end();
}

/** Keeps no process alive. */
export function pauseFor(milliseconds: number): Pause {
  let end: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds).unref();
    end = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  return { over, end: () => end() };
}
