export const TOO_LATE = Symbol('too late');

/** The result of a promise, or {@link TOO_LATE} when it takes longer than `milliseconds`; it runs on either way. */
export function beforeDeadline<T>(promise: Promise<T>, milliseconds: number): Promise<T | typeof TOO_LATE> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds, TOO_LATE);
    promise.then(
      (result) => {
        clearTimeout(timer);
        resolve(result);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error as Error);
      },
    );
  });
}
