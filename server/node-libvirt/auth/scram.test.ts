import { createHash, createHmac, pbkdf2Sync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { scramFinal, scramFirst, verifyServer } from "./scram";

// RFC 7677, section 3.
const rfc = {
  user: "user",
  password: "pencil",
  nonce: "rOprNGfwEbeRWgbNEkqO",
  first: "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
  challenge:
    "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
  final:
    "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
  server: "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
};

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const bytes = (message: string) => Buffer.from(message);

function answer(challenge: string, password = rfc.password) {
  const first = scramFirst(rfc.user, rfc.nonce);
  return scramFinal("SCRAM-SHA-256", { first, challenge: bytes(challenge), password });
}

describe("SCRAM", () => {
  test("the exchange of RFC 7677 comes out byte for byte", async () => {
    expect(text(scramFirst(rfc.user, rfc.nonce).message)).toBe(rfc.first);
    const final = await answer(rfc.challenge);
    expect(text(final.message)).toBe(rfc.final);
    expect(() => verifyServer(final, bytes(rfc.server))).not.toThrow();
  });

  test("SHA-512 agrees with a server written from the RFC's formulas", async () => {
    const first = scramFirst(rfc.user, rfc.nonce);
    const challenge = `r=${rfc.nonce}xyz,s=${Buffer.from("salty").toString("base64")},i=5000`;
    const final = await scramFinal("SCRAM-SHA-512", {
      first,
      challenge: bytes(challenge),
      password: rfc.password,
    });
    const salted = pbkdf2Sync(rfc.password, "salty", 5000, 64, "sha512");
    const mac = (key: Buffer, value: string) => createHmac("sha512", key).update(value).digest();
    const signed = `${first.bare},${challenge},c=biws,r=${rfc.nonce}xyz`;
    const stored = createHash("sha512").update(mac(salted, "Client Key")).digest();
    const proof = Buffer.from(text(final.message).split(",p=")[1] ?? "", "base64");
    const signature = mac(stored, signed);
    const clientKey = Buffer.from(proof.map((byte, index) => byte ^ (signature[index] ?? 0)));
    expect(createHash("sha512").update(clientKey).digest()).toEqual(stored);
    const server = mac(mac(salted, "Server Key"), signed).toString("base64");
    expect(() => verifyServer(final, bytes(`v=${server}`))).not.toThrow();
  });

  test("commas and equal signs in a user name cannot forge a field", () => {
    expect(text(scramFirst("a,r=b", "N").message)).toBe("n,,n=a=2Cr=3Db,r=N");
  });

  test.each([
    ["a signature of another password", "v=AAAATRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="],
    ["a shortened signature", "v=6rriTRBi23WpRR/w"],
    ["no signature", "x=1"],
    ["an empty one", "v="],
  ])("a server sending %s is not trusted", async (_what, message) => {
    const final = await answer(rfc.challenge);
    expect(() => verifyServer(final, bytes(message))).toThrow(
      expect.objectContaining({ code: "AUTH", reason: "saslServerSignature" }),
    );
  });

  test.each([
    ["another nonce", "r=zzz,s=W22Z,i=4096", /nonce/],
    ["only our own nonce", `r=${rfc.nonce},s=W22Z,i=4096`, /nonce/],
    ["no salt", `r=${rfc.nonce}x,s=,i=4096`, /salt/],
    ["too few iterations", `r=${rfc.nonce}x,s=W22Z,i=1`, /iterations/],
    ["a minute's worth of iterations", `r=${rfc.nonce}x,s=W22Z,i=2147483647`, /iterations/],
    ["iterations that are no number", `r=${rfc.nonce}x,s=W22Z,i=1e9`, /iterations/],
    ["an unknown extension", `m=x,r=${rfc.nonce}x,s=W22Z,i=4096`, /extension/],
    ["no fields at all", "hello", /fields/],
    ["nothing", "", /fields/],
    ["five kilobytes", `r=${"x".repeat(5000)}`, /too long/],
    ["an error", "e=unknown-user", /refused/],
  ])("a challenge with %s ends the sign-in", async (_what, challenge, message) => {
    await expect(answer(challenge)).rejects.toThrow(message);
    await expect(answer(challenge)).rejects.toMatchObject({ code: "AUTH", reason: "saslRejected" });
  });
});
