export const TOO_LATE = Symbol('too late');

/** The result of a promise, or {@link TOO_LATE} when it takes longer than `milliseconds`; it runs on either way. */
export async function beforeDeadline<T>(
  promise: Promise<T>,
  milliseconds: number,
): Promise<T | typeof TOO_LATE> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<typeof TOO_LATE>((resolve) => {
    timer = setTimeout(resolve, milliseconds, TOO_LATE);
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
