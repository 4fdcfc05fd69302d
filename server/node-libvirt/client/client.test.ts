import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ProtocolError } from "../errors/errors";
import { REMOTE } from "../protocol/remote-calls.gen";
import { readConnectGetAllDomainStatsRet } from "../protocol/remote-structs.gen";
import { type Connection, connectOver } from "../rpc/connection";
import { bytes } from "../testing/bytes";
import { FakeDaemon } from "../testing/fake-daemon";
import { fakeDomains } from "../testing/fake-domains";
import { dial } from "../testing/libvirtd";
import { XdrReader } from "../xdr/reader";
import { XdrWriter } from "../xdr/writer";
import { domainBlockStats, nodeCpuStats } from "./count-first";
import { supportsFeature, unpackVersion } from "./daemon-facts";
import { domainStateName } from "./domain-state";
import { getAllDomainStats, readDomainStats } from "./domain-stats";
import { listAllDomains } from "./list-all";
import { RecordShapes } from "./record-shapes";
import { typedParam, typedParamsToObject, typedParamValues } from "./typed-params";
import { formatUuid, parseUuid } from "./uuid";

describe("uuid", () => {
  const text = "0a159dbd-1315-22c8-7433-44cafdc35633";

  it("survives both directions, with and without hyphens", () => {
    expect(formatUuid(parseUuid(text))).toBe(text);
    expect(formatUuid(parseUuid(text.replaceAll("-", "").toUpperCase()))).toBe(text);
  });

  it.each(["", "0a159dbd", `${text}0`, text.replace("0", "g"), "../../../../etc/passwd"])(
    "refuses %j",
    (wrong) => expect(() => parseUuid(wrong)).toThrow(ProtocolError),
  );
});

describe("typed parameters", () => {
  it("become a plain object with exact numbers", () => {
    const params = [
      typedParam.int("int", -1),
      typedParam.uint("uint", 1),
      typedParam.llong("small", -5),
      typedParam.llong("exact", 2n ** 53n - 1n),
      typedParam.ullong("large", 2n ** 64n - 1n),
      typedParam.double("double", 0.5),
      typedParam.boolean("yes", true),
      typedParam.string("text", "x"),
      typedParam.string("__proto__", "harmless"),
    ];
    expect(Object.entries(typedParamsToObject(params))).toEqual([
      ["int", -1],
      ["uint", 1],
      ["small", -5],
      ["exact", Number.MAX_SAFE_INTEGER],
      ["large", 2n ** 64n - 1n],
      ["double", 0.5],
      ["yes", true],
      ["text", "x"],
      ["__proto__", "harmless"],
    ]);
  });

  it("keep every value of a repeated name", () => {
    const disks = ["vda", "vdb"].map((disk) => typedParam.string("migrate_disks", disk));
    expect(typedParamValues(disks, "migrate_disks")).toEqual(["vda", "vdb"]);
  });
});

describe("the fast path of bulk statistics", () => {
  const shapes = fakeDomains(6, { statsEach: 30 }).map((domain, i) => ({
    dom: { name: domain.name, uuid: domain.uuid, id: domain.id },
    // Two shapes in turn, names repeated inside a record, and values at the edges of exactness.
    params: [
      ...domain.stats.slice(0, i % 2 === 0 ? 30 : 3),
      typedParam.ullong("edge", 2n ** 53n - 1n + BigInt(i)),
      typedParam.llong("edge.signed", -(2n ** 53n) + BigInt(i)),
      typedParam.boolean("same", true),
      typedParam.string("same", `last ${i}`),
    ],
  }));

  function encoded(): Buffer {
    const writer = new XdrWriter();
    REMOTE.connectGetAllDomainStats.ret.write(writer, { retStats: shapes });
    return writer.copy();
  }

  it("reads exactly what the generated decoder reads", () => {
    const slow = readConnectGetAllDomainStatsRet(new XdrReader(encoded())).retStats;
    const fast = readDomainStats(new XdrReader(encoded()));
    expect(fast.map(({ dom, stats }) => ({ dom, stats: Object.entries(stats) }))).toEqual(
      slow.map(({ dom, params }) => ({ dom, stats: Object.entries(typedParamsToObject(params)) })),
    );
  });

  it("is refused when cut short at any byte", () => {
    const wire = encoded();
    for (let end = 0; end < wire.length; end++) {
      const reader = new XdrReader(wire.subarray(0, end));
      expect(() => readDomainStats(reader), `cut at ${end}`).toThrow(ProtocolError);
    }
  });

  it("refuses unknown types, and takes no name for more than a name", () => {
    const record = () => bytes().u32(1).text("a").fixed(new Uint8Array(16)).u32(1, 1);
    const unknown = record().text("x").u32(9, 0).build();
    expect(() => readDomainStats(new XdrReader(unknown))).toThrow(ProtocolError);
    const reaching = record().text("__proto__").u32(1, 0).build();
    const [stats] = readDomainStats(new XdrReader(reaching));
    expect(Object.entries(stats?.stats ?? {})).toEqual([["__proto__", 0]]);
  });

  it.each([1, 100, 101, 400])(
    "keeps apart what machines of one shape say, with %i names",
    (count) => {
      const names = ["__proto__", "7", ...Array.from({ length: count }, (_, i) => `name "${i}"`)];
      const valuesOf = (record: number) =>
        names.map((_, i) => ((record + i) % 2 === 0 ? record * 1_000_000_007 : `${record}.${i}`));
      const shapes = new RecordShapes();
      const records = [0, 1, 2, 3].map((n) => shapes.record(names, valuesOf(n), names.length));
      for (const [n, record] of records.entries()) {
        expect(Object.getPrototypeOf(record)).toBeNull();
        const values = valuesOf(n);
        expect(names.map((name) => record[name])).toEqual(values);
        expect(Object.keys(record)).toHaveLength(names.length);
      }
    },
  );
});

describe("conveniences over a connection", () => {
  let daemon: FakeDaemon;
  let connection: Connection;

  beforeAll(async () => {
    daemon = await FakeDaemon.start({ domains: fakeDomains(5, { statsEach: 6 }) });
    connection = await connectOver(await dial({ path: daemon.socketPath }), { name: null });
  });

  afterAll(async () => {
    await connection.close();
    await daemon.stop();
  });

  it("list and measure every machine", async () => {
    expect(await listAllDomains(connection)).toHaveLength(5);
    const stats = await getAllDomainStats(connection);
    expect(stats.map(({ dom }) => dom.name)).toEqual(daemon.domains.map(({ name }) => name));
    expect(stats[0]?.stats["state.state"]).toBe(1);
  });

  it("measure only the machines asked for", async () => {
    const [first] = await listAllDomains(connection);
    const stats = await getAllDomainStats(connection, { doms: first ? [first] : [] });
    expect(stats).toHaveLength(1);
  });

  it("ask for the count first and then for as many", async () => {
    const asked: number[] = [];
    daemon.on("nodeGetCpuStats", ({ nparams }) => {
      asked.push(nparams);
      const params = [{ field: "user", value: 5n }].slice(0, nparams);
      return { params, nparams: nparams === 0 ? 1 : 0 };
    });
    expect(await nodeCpuStats(connection)).toEqual({ user: 5 });
    expect(asked).toEqual([0, 1]);
  });

  it("ask once where there is nothing", async () => {
    const [dom] = await listAllDomains(connection);
    if (!dom) throw new Error("no domain");
    let asked = 0;
    daemon.on("domainBlockStatsFlags", () => {
      asked++;
      return { params: [], nparams: 0 };
    });
    expect(Object.keys(await domainBlockStats(connection, { dom, path: "vda" }))).toEqual([]);
    expect(asked).toBe(1);
  });

  it("tell features and versions", async () => {
    expect(await supportsFeature(connection, 14)).toBe(true);
    expect(await supportsFeature(connection, 999)).toBe(false);
    expect(unpackVersion(11_003_001n)).toEqual({ major: 11, minor: 3, release: 1 });
  });

  it("name states, those of a newer libvirt too", () => {
    expect(domainStateName(1)).toBe("running");
    expect(domainStateName(5)).toBe("shutoff");
    expect(domainStateName(99)).toBe("state 99");
  });
});
