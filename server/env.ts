import { join, resolve } from "node:path";
import { z } from "zod";

const Env = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8420),
  FLOTILLA_DATA: z.string().min(1).default("data"),
  DATABASE_URL: z
    .string()
    .regex(/^(file:|postgres(ql)?:\/\/)/)
    .optional(),
  /** Origins beside the server's own address from which browsers may connect, comma separated. */
  FLOTILLA_ORIGINS: z.string().default(""),
  FLOTILLA_TRUST_PROXY: z.enum(["0", "1"]).default("0"),
  /** 1: cookies only over HTTPS; set it when a TLS proxy stands in front. */
  FLOTILLA_SECURE_COOKIES: z.enum(["0", "1"]).default("0"),
  LOG_LEVEL: z.enum(["silent", "fatal", "error", "warn", "info", "debug", "trace"]).default("info"),
});

export interface Env {
  dev: boolean;
  host: string;
  port: number;
  dataDir: string;
  databaseUrl: string;
  origins: string[];
  trustProxy: boolean;
  secureCookies: boolean;
  logLevel: z.infer<typeof Env>["LOG_LEVEL"];
}

/** Throws a ZodError that names the variable. */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  const env = Env.parse(source);
  const dataDir = resolve(env.FLOTILLA_DATA);
  return {
    dev: env.NODE_ENV === "development",
    host: env.HOST,
    port: env.PORT,
    dataDir,
    databaseUrl: env.DATABASE_URL ?? `file:${join(dataDir, "flotilla.db")}`,
    origins: env.FLOTILLA_ORIGINS.split(",")
      .map((o) => o.trim())
      .filter(Boolean),
    trustProxy: env.FLOTILLA_TRUST_PROXY === "1",
    secureCookies: env.FLOTILLA_SECURE_COOKIES === "1",
    logLevel: env.LOG_LEVEL,
  };
}
