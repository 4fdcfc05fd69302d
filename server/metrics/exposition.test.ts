import { expect, test } from "vitest";
import { Exposition } from "./exposition";

test("lines of a name stand together, unknown figures have none, names cannot break a line", () => {
  const metrics = new Exposition();
  metrics.gauge("a", "A", 1, { domain: 'x"\n\\y' });
  metrics.counter("b_total", "B", null);
  metrics.gauge("c", "C", 2);
  metrics.gauge("a", "A", 3, { domain: "z" });
  expect(metrics.text()).toBe(
    [
      "# HELP a A",
      "# TYPE a gauge",
      'a{domain="x\\"\\n\\\\y"} 1',
      'a{domain="z"} 3',
      "# HELP c C",
      "# TYPE c gauge",
      "c 2",
      "",
    ].join("\n"),
  );
});
