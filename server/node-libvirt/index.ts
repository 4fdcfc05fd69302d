export * from "./auth-types";
export * from "./errors/errors";
export * from "./open-step";
export * from "./rpc/options";
