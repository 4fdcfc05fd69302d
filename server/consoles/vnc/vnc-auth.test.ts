import { expect, test } from "vitest";
import { answerChallenge } from "./vnc-auth";

/** Made with `openssl enc -des-ecb -nopad -provider legacy`, the key's bits reversed by hand. */
test.each([
  ["sesame12", "ac8ffe466f066839ade5acb71d16819d"],
  ["", "491e890de9ace932838a49792f2213f3"],
  ["a", "449407fb6f71bd517aca76866568a4e2"],
  ["longer than eight", "2b8dd6089fd1e9844f2889eeecc374d9"],
  ["密码", "5036d2e16e6d35d28c758ab3af98df7e"],
])("the answer under %j is what plain DES gives", (password, answer) => {
  const challenge = Buffer.from(Array.from({ length: 16 }, (_, i) => i));
  expect(answerChallenge(challenge, password).toString("hex")).toBe(answer);
});
