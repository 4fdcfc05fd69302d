/**
 * As Promise.all, but a failure is told only when every other promise has ended too: what is then
 * cleaned up is not written anew by a straggler.
 */
export async function allEnded<T extends readonly unknown[] | []>(
  promises: T,
): Promise<{ -readonly [Index in keyof T]: Awaited<T[Index]> }> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
