import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UriError } from "../errors/errors";
import { describeTarget, formatUri } from "./format";
import type { LibvirtUri } from "./libvirt-uri";
import { connectName, parseUri } from "./parse";

const local = { user: null, host: null, port: null };

function uri(parts: Partial<LibvirtUri>): LibvirtUri {
  return { driver: "qemu", transport: "unix", ...local, path: "/system", params: {}, ...parts };
}

const understood: [string, LibvirtUri, string][] = [
  ["qemu:///system", uri({}), "qemu:///system"],
  ["qemu+unix:///session", uri({ path: "/session" }), "qemu:///session"],
  ["test:///default", uri({ driver: "test", path: "/default" }), "test:///default"],
  [
    "test+unix:///srv/fleet%20one.xml",
    uri({ driver: "test", path: "/srv/fleet one.xml" }),
    "test:///srv/fleet one.xml",
  ],
  ["qemu://kvm1/system", uri({ transport: "tls", host: "kvm1" }), "qemu:///system"],
  [
    "qemu+ssh://root@kvm1.example:2222/system",
    uri({ transport: "ssh", user: "root", host: "kvm1.example", port: 2222 }),
    "qemu:///system",
  ],
  [
    "qemu+ssh://ops%40corp@kvm1/system",
    uri({ transport: "ssh", user: "ops@corp", host: "kvm1" }),
    "qemu:///system",
  ],
  [
    "qemu+tcp://[2001:db8::1]:16509/system",
    uri({ transport: "tcp", host: "2001:db8::1", port: 16509 }),
    "qemu:///system",
  ],
  [
    "qemu+ssh://[fe80::1%25eth0]/system",
    uri({ transport: "ssh", host: "fe80::1%eth0" }),
    "qemu:///system",
  ],
  ["qemu+tcp:///system", uri({ transport: "tcp", host: "localhost" }), "qemu:///system"],
  ["qemu+tls://10.0.0.9/system", uri({ transport: "tls", host: "10.0.0.9" }), "qemu:///system"],
  [
    "qemu+unix:///system?socket=/opt/l%20v/libvirt-sock&mode=legacy",
    uri({ params: { socket: "/opt/l v/libvirt-sock", mode: "legacy" } }),
    "qemu:///system",
  ],
  [
    "qemu+ssh://h/system?keyfile=/k;known_hosts=/kh;known_hosts_verify=auto;no_tty=1;sshauth=privkey,agent",
    uri({
      transport: "ssh",
      host: "h",
      params: {
        keyfile: "/k",
        knownHosts: "/kh",
        knownHostsVerify: "auto",
        noTty: true,
        sshauth: ["privkey", "agent"],
      },
    }),
    "qemu:///system",
  ],
  [
    "qemu+ssh://h/session?proxy=netcat&netcat=/opt/nc",
    uri({
      transport: "ssh",
      host: "h",
      path: "/session",
      params: { proxy: "netcat", netcat: "/opt/nc" },
    }),
    "qemu:///session",
  ],
  [
    "qemu+tls://h/system?no_verify=0&no_sanity=1&pkipath=/pki&tls_priority=NORMAL&auth=sasl.SCRAM-SHA-256",
    uri({
      transport: "tls",
      host: "h",
      params: {
        noVerify: false,
        noSanity: true,
        pkipath: "/pki",
        tlsPriority: "NORMAL",
        auth: "sasl.SCRAM-SHA-256",
      },
    }),
    "qemu:///system",
  ],
  [
    "qemu+tcp://h/system?name=test:///default",
    uri({ transport: "tcp", host: "h", params: { name: "test:///default" } }),
    "test:///default",
  ],
];

const refused: [string, string | undefined, RegExp][] = [
  ["", undefined, /not a libvirt URI/],
  ["kvm1", undefined, /not a libvirt URI/],
  ["qemu:/system", undefined, /followed by/],
  ["qemu:///system#x", undefined, /"#"/],
  ["qemu:/// system", undefined, /space/],
  ["qemu:///system\u0000", undefined, /control/],
  [`qemu:///system?name=${"a".repeat(5000)}`, undefined, /longer than 4096/],
  ["kvm:///system", "driver", /did you mean "qemu"/],
  ["qmeu:///system", "driver", /did you mean "qemu"/],
  ["frob:///system", "driver", /unknown driver "frob"$/],
  ["esx://h/?no_verify=1", "driver", /not by a daemon/],
  ["QEMU:///system", "driver", /did you mean "qemu"/],
  ["qemu:///", "path", /\/system or \/session/],
  ["qemu:///sytem", "path", /path "\/sytem"/],
  ["qemu:///embed", "path", /\/system or \/session/],
  ["qemu+libssh2://h/system", "transport", /use "\+ssh"/],
  ["qemu+libssh://h/system", "transport", /use "\+ssh"/],
  ["qemu+ext:///system?command=/bin/sh", "transport", /external program/],
  ["qemu+shs://h/system", "transport", /did you mean "ssh"/],
  ["qemu+constructor://h/system", "transport", /unknown transport/],
  ["qemu+unix://h/system", "host", /on this machine/],
  ["qemu+tcp://u@h/system", "user", /no meaning over tcp/],
  ["qemu+ssh://u:secret@h/system", "user", /password does not belong/],
  ["qemu+ssh://@h/system", "user", /empty/],
  ["qemu+ssh://-oProxyCommand=x@h/system", "user", /dash/],
  ["qemu+ssh://-oProxyCommand=x/system", "host", /not a host name/],
  ["qemu+ssh://ho$(id)st/system", "host", /not a host name/],
  ["qemu+ssh://2001:db8::1/system", "host", /write \[2001:db8::1\]/],
  ["qemu+ssh://[zz]/system", "host", /not an IPv6 address/],
  ["qemu+ssh://[::1/system", "host", /not a host name/],
  ["qemu+ssh://h:0/system", "port", /1 to 65535/],
  ["qemu+ssh://h:65536/system", "port", /1 to 65535/],
  ["qemu+ssh://h:22a/system", "port", /1 to 65535/],
  ["qemu+ssh://h:/system", "port", /1 to 65535/],
  ["qemu+ssh://h:-1/system", "port", /1 to 65535/],
  ["qemu+tls://h/system?no_verfy=1", "no_verfy", /did you mean "no_verify"/],
  ["qemu+tls://h/system?toString=1", "toString", /unknown parameter/],
  ["qemu+ssh://h/system?command=/tmp/x", "command", /never run/],
  ["qemu+ssh://h/system?authfile=/x", "authfile", /not read/],
  ["qemu+ssh://h/system?pkipath=/x", "pkipath", /for tls, not for ssh/],
  ["qemu+tcp://h/system?socket=/x", "socket", /for unix and ssh, not for tcp/],
  ["qemu+ssh://h/system?socket=run/x", "socket", /not a full path/],
  ["qemu+ssh://h/system?mode=modular", "mode", /auto, direct, legacy/],
  ["qemu+ssh://h/system?proxy=nativ", "proxy", /did you mean "native"/],
  ["qemu+ssh://h/system?sshauth=key", "sshauth", /not one of agent/],
  ["qemu+ssh://h/system?no_tty=yes", "no_tty", /0 or 1/],
  ["qemu+ssh://h/system?no_tty", "no_tty", /no value/],
  ["qemu+ssh://h/system?keyfile=", "keyfile", /empty/],
  ["qemu+ssh://h/system?keyfile=/a&keyfile=/b", "keyfile", /twice/],
  ["qemu+ssh://h/system?keyfile=%zz", "keyfile", /percent/],
  ["qemu+ssh://h/system?keyfile=a%00b", "keyfile", /control/],
  ["qemu+ssh://h/system?netcat=nc&proxy=native", "netcat", /contradicts/],
  ["qemu+tls://h/system?auth=kerberos", "auth", /not one of none, polkit/],
];

describe("parseUri", () => {
  test.each(understood)(
    "%s is understood and names the daemon's connection",
    (text, want, name) => {
      const parsed = parseUri(text);
      expect(parsed).toEqual(want);
      expect(connectName(parsed)).toBe(name);
      expect(parseUri(formatUri(parsed))).toEqual(parsed);
    },
  );

  test.each(refused)("%s is refused by naming %s", (text, param, message) => {
    const attempt = () => parseUri(text);
    expect(attempt).toThrow(UriError);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(expect.objectContaining({ param }));
  });

  test("any text either parses to a URI that survives formatting, or is a UriError", () => {
    const piece = fc.constantFrom(
      "qemu",
      "+ssh",
      "://",
      "/",
      "system",
      "?",
      "&",
      "=",
      "[",
      "]",
      "%",
      "@",
      ":",
      "::1",
      "no_tty",
      "é",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 14 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (input) => {
        try {
          const parsed = parseUri(input);
          expect(parseUri(formatUri(parsed))).toEqual(parsed);
        } catch (error) {
          expect(error).toBeInstanceOf(UriError);
        }
      }),
    );
  });
});

describe("describeTarget", () => {
  test.each([
    ["qemu:///system", "this machine"],
    ["qemu+ssh://h/system", "h"],
    ["qemu+ssh://[::1]:2222/system", "[::1]:2222"],
  ])("%s is called %s", (text, want) => {
    expect(describeTarget(parseUri(text))).toBe(want);
  });
});
