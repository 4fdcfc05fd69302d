import { describe, expect, test } from "vitest";
import { ConsoleEnd } from "../end";
import { DisplayHandshake } from "./display-handshake";
import { answerChallenge } from "./vnc-auth";

const version = Buffer.from("RFB 003.008\n");
const challenge = Buffer.from(Array.from({ length: 16 }, (_, i) => i));
const accepted = Buffer.alloc(4);
const reason = (text: string) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, Buffer.from(text)]);
};

/** Plays a display's bytes one by one, answering `sesame12`; what we said, and how it ended. */
function play(bytes: Buffer): {
  said: string[];
  rest: string | undefined;
  end: string | undefined;
} {
  const handshake = new DisplayHandshake();
  const said: string[] = [];
  let rest: string | undefined;
  try {
    for (const byte of bytes) {
      for (const wish of handshake.push(Buffer.from([byte]))) {
        if (wish.kind === "send") said.push(wish.bytes.toString("hex"));
        if (wish.kind === "password") said.push(handshake.answer("sesame12").toString("hex"));
        if (wish.kind === "ready") rest = wish.rest.toString("hex");
      }
    }
  } catch (error) {
    if (!(error instanceof ConsoleEnd)) throw error;
    return { said, rest, end: `${error.end}: ${error.message}` };
  }
  return { said, rest, end: undefined };
}

const versionSaid = version.toString("hex");

test("a display that asks for nothing", () => {
  const played = play(Buffer.concat([version, Buffer.from([2, 2, 1]), accepted]));
  expect(played).toEqual({ said: [versionSaid, "01"], rest: "", end: undefined });
});

test("a display that asks for a password gets the answer to its challenge", () => {
  const played = play(Buffer.concat([version, Buffer.from([1, 2]), challenge, accepted]));
  const answer = answerChallenge(challenge, "sesame12").toString("hex");
  expect(played).toEqual({ said: [versionSaid, "02", answer], rest: "", end: undefined });
});

test("all of it in one piece, with bytes beyond, is read alike", () => {
  const handshake = new DisplayHandshake();
  const bytes = Buffer.concat([version, Buffer.from([1, 1]), accepted, Buffer.from("beyond")]);
  expect(handshake.push(bytes).at(-1)).toEqual({ kind: "ready", rest: Buffer.from("beyond") });
});

describe("a display that refuses is quoted", () => {
  test.each([
    [
      "a wrong password",
      [Buffer.from([1, 2]), challenge, Buffer.from([0, 0, 0, 1]), reason("no!")],
      "passwordRefused: ",
    ],
    ["nobody at all", [Buffer.from([0]), reason("no")], "displayClosed: "],
    ["everything but TLS", [Buffer.from([1, 19])], "authUnsupported: security types 19"],
  ])("%s", (_name, parts, end) => {
    expect(play(Buffer.concat([version, ...parts])).end).toBe(end);
  });

  test("in one piece, the reason is there", () => {
    const handshake = new DisplayHandshake();
    const bytes = Buffer.concat([version, Buffer.from([0]), reason("too many clients")]);
    expect(() => handshake.push(bytes)).toThrow("too many clients");
  });

  test("a reason of 4 GB is cut", () => {
    const handshake = new DisplayHandshake();
    const huge = Buffer.concat([Buffer.from([0, 0xff, 0xff, 0xff, 0xff]), Buffer.alloc(9000, 65)]);
    expect(() => handshake.push(Buffer.concat([version, huge]))).toThrow(/^A{1024}$/);
  });
});

test.each(["HTTP/1.1 400", "RFB 003.003\n", "SSH-2.0-Open"])("%j is no display", (text) => {
  expect(play(Buffer.from(text)).end).toMatch(/^protocolBroken/);
});

test("a display that floods before it is signed in to is left", () => {
  const handshake = new DisplayHandshake();
  handshake.push(Buffer.concat([version, Buffer.from([1, 2]), challenge]));
  expect(() => handshake.push(Buffer.alloc(70_000))).toThrow(ConsoleEnd);
});

test("hanging up after the password means it was refused, before it that the display closed", () => {
  const handshake = new DisplayHandshake();
  handshake.push(Buffer.concat([version, Buffer.from([1, 2]), challenge]));
  expect(handshake.hungUp().end).toBe("displayClosed");
  handshake.answer("x");
  expect(handshake.hungUp().end).toBe("passwordRefused");
});
