/** Calls from this process, sixteen at once. */
const CONCURRENCY = 16;

/** How many of them are answered in a second. */
export async function perSecond(call, count) {
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await call();
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return (count / (performance.now() - begun)) * 1000;
}
