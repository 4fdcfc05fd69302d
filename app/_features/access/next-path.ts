/** Where to go after sign-in: only a path of this site, or the start. */
export function nextPath(asked: string | null, otherwise = "/machines"): string {
  if (asked === null || !/^\/(?![/\\])/.test(asked)) return otherwise;
  const url = new URL(asked, "http://here.invalid");
  if (url.host !== "here.invalid" || /^\/(sign-in|setup)\b/.test(url.pathname)) return otherwise;
  return `${url.pathname}${url.search}${url.hash}`;
}
