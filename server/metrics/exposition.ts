/** Prometheus's text format, version 0.0.4. */
export type Labels = Readonly<Record<string, string>>;

export class Exposition {
  readonly #families = new Map<
    string,
    { kind: "gauge" | "counter"; help: string; lines: string[] }
  >();

  gauge(name: string, help: string, value: number | null, labels: Labels = {}): void {
    this.#add("gauge", { name, help, value, labels });
  }

  counter(name: string, help: string, value: number | null, labels: Labels = {}): void {
    this.#add("counter", { name, help, value, labels });
  }

  /** Lines of a name stand together, however they came. */
  text(): string {
    return [...this.#families]
      .flatMap(([name, { kind, help, lines }]) => [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} ${kind}`,
        ...lines,
      ])
      .join("\n")
      .concat("\n");
  }

  /** What is not known has no line: 0 would be a figure. */
  #add(
    kind: "gauge" | "counter",
    {
      name,
      help,
      value,
      labels,
    }: { name: string; help: string; value: number | null; labels: Labels },
  ): void {
    if (value === null || !Number.isFinite(value)) return;
    const family = this.#families.get(name) ?? { kind, help, lines: [] };
    this.#families.set(name, family);
    const pairs = Object.entries(labels).map(([key, text]) => `${key}="${escaped(text)}"`);
    family.lines.push(`${name}${pairs.length ? `{${pairs.join(",")}}` : ""} ${value}`);
  }
}

const escaped = (text: string): string =>
  text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n");
