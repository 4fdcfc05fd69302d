import { z } from "zod";

export const locales = ["en", "zh-CN"] as const;
export type Locale = (typeof locales)[number];
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
export const densities = ["comfortable", "compact"] as const;
export type Density = (typeof densities)[number];

export const userName = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9._-]{2,31}$/);
export const password = z.string().min(10).max(256);

export const ClaimInput = z.strictObject({
  code: z.string().trim().min(1).max(64),
  name: userName,
  password,
  locale: z.enum(locales),
  theme: z.enum(themes),
});
export type ClaimInput = z.infer<typeof ClaimInput>;

export const SignInInput = z.strictObject({
  name: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(256),
});
export type SignInInput = z.infer<typeof SignInInput>;

export const PreferencesInput = z.strictObject({
  locale: z.enum(locales).optional(),
  theme: z.enum(themes).optional(),
  density: z.enum(densities).optional(),
  singleKeys: z.boolean().optional(),
});
export type PreferencesInput = z.infer<typeof PreferencesInput>;

const key = z.string().min(1).max(64);
export const totpCode = z
  .string()
  .trim()
  .regex(/^\d{6}$/);
const recoveryCode = z.string().trim().min(8).max(32);
/** What the browser's authenticator says; @simplewebauthn checks the rest. */
const base64url = z
  .string()
  .regex(/^[A-Za-z0-9_-]*$/)
  .max(8_192);
const transports = z.array(
  z.enum(["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"]),
);
const credential = {
  id: base64url,
  rawId: base64url,
  type: z.literal("public-key"),
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).optional(),
  clientExtensionResults: z.record(z.string(), z.unknown()).transform(() => ({})),
};
const PasskeyAnswer = z.strictObject({
  ...credential,
  response: z.strictObject({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
});
export type PasskeyAnswer = z.infer<typeof PasskeyAnswer>;
const NewPasskeyAnswer = z.strictObject({
  ...credential,
  response: z.strictObject({
    clientDataJSON: base64url,
    attestationObject: base64url,
    authenticatorData: base64url.optional(),
    transports: transports.optional(),
    publicKeyAlgorithm: z.number().optional(),
    publicKey: base64url.optional(),
  }),
});

const factorProofs = [
  z.strictObject({ kind: z.literal("totp"), code: totpCode }),
  z.strictObject({ kind: z.literal("recovery"), code: recoveryCode }),
  z.strictObject({ kind: z.literal("passkey"), ceremony: key, answer: PasskeyAnswer }),
] as const;
const FactorProof = z.discriminatedUnion("kind", factorProofs);
export type FactorProof = z.infer<typeof FactorProof>;

/** A second step: what the first one was is known to the server alone. */
export const SignInFactorInput = z.strictObject({ attempt: key, proof: FactorProof });
export type SignInFactorInput = z.infer<typeof SignInFactorInput>;

export const PasskeySignInInput = z.strictObject({ ceremony: key, answer: PasskeyAnswer });
export type PasskeySignInInput = z.infer<typeof PasskeySignInInput>;

export const PasskeyQuestionInput = z.strictObject({ attempt: key });
export type PasskeyQuestionInput = z.infer<typeof PasskeyQuestionInput>;

export const StepUpInput = z.strictObject({
  proof: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("password"), password: z.string().min(1).max(256) }),
    ...factorProofs,
  ]),
});
export type StepUpInput = z.infer<typeof StepUpInput>;

export const ChangePasswordInput = z.strictObject({ next: password });
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;

export const ConfirmTotpInput = z.strictObject({ code: totpCode });
export type ConfirmTotpInput = z.infer<typeof ConfirmTotpInput>;

export const AddPasskeyInput = z.strictObject({
  ceremony: key,
  name: z.string().trim().min(1).max(64),
  answer: NewPasskeyAnswer,
});
export type AddPasskeyInput = z.infer<typeof AddPasskeyInput>;

export const PasskeyId = z.strictObject({ passkeyId: key });
export type PasskeyId = z.infer<typeof PasskeyId>;

export const SessionId = z.strictObject({ sessionId: key });
export type SessionId = z.infer<typeof SessionId>;

export const SessionLimits = z
  .strictObject({
    idleHours: z.number().min(0.25).max(720),
    absoluteHours: z.number().min(1).max(2_160),
  })
  .refine(({ idleHours, absoluteHours }) => idleHours <= absoluteHours, { path: ["idleHours"] });
export type SessionLimits = z.infer<typeof SessionLimits>;
