import { expect, it } from "vitest";
import { parseStartTimes } from "./start-times";

const NOW = 1_000_000_000;

it("takes ages off our own clock, however wrong the host's is", () => {
  const times = parseStartTimes("5000\nweb-01.pid 4940.5000000000\ndb.pid 1400\n", NOW);
  expect([...times]).toEqual([
    ["web-01", NOW - 59_500],
    ["db", NOW - 3_600_000],
  ]);
});

it("reads names as libvirt escapes them in its file names", () => {
  const times = parseStartTimes(
    "5000\n&lt;b&gt;odd-&apos;01&quot;&amp;.pid 5000\n&amp;lt;.pid 1\n",
    NOW,
  );
  expect([...times.keys()]).toEqual([`<b>odd-'01"&`, "&lt;"]);
});

it("keeps dots and spaces of names", () => {
  const times = parseStartTimes("5000\na b.c.pid 5000\n", NOW);
  expect([...times.keys()]).toEqual(["a b.c"]);
});

it.each([
  ["", "nothing at all"],
  ["find: permission denied\n", "an error instead of a clock"],
  ["-5\nweb.pid 1\n", "a clock before time began"],
  ["5000\nweb.pid\nweb.pid x\n.pid 4\nweb 4000\n", "lines of another form"],
  ["5000\nweb.pid 9000\n", "a process from the future"],
])("%j gives no times: %s", (output) => {
  expect(parseStartTimes(output, NOW).size).toBe(0);
});
