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
