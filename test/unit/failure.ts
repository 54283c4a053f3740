/** What a promise, or a function, fails with; fails itself when there is no failure. */
export async function failureOf<Failure = Error>(work: Promise<unknown> | (() => unknown)): Promise<Failure> {
  let result: unknown;
  try {
    result = await (typeof work === 'function' ? work() : work);
  } catch (error) {
    return error as Failure;
  }
  throw new Error(`Expected a failure, but there was a result: ${JSON.stringify(result)}`);
}
