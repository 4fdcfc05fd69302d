export type { SaslCredentials } from "./auth/sasl";
export * from "./auth-types";
export * from "./client/count-first";
export * from "./client/daemon-facts";
export { domainStateName } from "./client/domain-state";
export {
  type DomainStats,
  type DomainStatsRequest,
  getAllDomainStats,
} from "./client/domain-stats";
export * from "./client/list-all";
export * from "./client/typed-params";
export { formatUuid, parseUuid } from "./client/uuid";
export { type ConnectOptions, connect } from "./connect";
export * from "./errors/errors";
export { LibvirtError } from "./errors/libvirt-error";
export { MigrationUnsupportedError } from "./migration/features";
export { type ManagedRequest, migrateManaged } from "./migration/managed";
export { migratePeerToPeer, type PeerToPeerRequest } from "./migration/peer-to-peer";
export * from "./migration/types";
export * from "./open-step";
export type { DialOptions, DialTarget } from "./pool/host-dialer";
export { HostPool } from "./pool/host-pool";
export { type Backoff, defaultBackoff, type Link, needsPerson } from "./pool/link";
export { HostBusyError, type HostPoolEvents, type HostPoolOptions } from "./pool/options";
export * from "./protocol/constants.gen";
export * from "./protocol/enum-names.gen";
export type { EventMap } from "./protocol/events.gen";
export { QEMU, type QemuCalls } from "./protocol/qemu-calls.gen";
export type * from "./protocol/qemu-structs.gen";
export { REMOTE, type RemoteCalls, type RemoteStreamCalls } from "./protocol/remote-calls.gen";
export type * from "./protocol/remote-structs.gen";
export { Connection, type ConnectionStats, connectOver } from "./rpc/connection";
export type { EventFilter } from "./rpc/event-families";
export type { EventName, EventRouter, Unsubscribe } from "./rpc/event-router";
export * from "./rpc/options";
export type { Caller, Procedure } from "./rpc/procedure";
export type { LibvirtStream } from "./rpc/stream";
export { type Hole, isHole } from "./rpc/stream-inbox";
export type { ChannelOptions } from "./transport/ssh/channels";
export type { SshCredentialOptions } from "./transport/ssh/credentials";
export type { ExecOptions, ExecResult } from "./transport/ssh/exec";
export type { HostKey, HostKeyOptions, HostKeyPin } from "./transport/ssh/host-key";
export { type SshOptions, SshSession, type SshTarget } from "./transport/ssh/session";
export type { TlsOptions } from "./transport/tls-files";
export { describeTarget, formatUri } from "./uri/format";
export {
  defaultPorts,
  type LibvirtUri,
  type SshAuthMethod,
  type UriParams,
  type UriTransport,
} from "./uri/libvirt-uri";
export { connectName, parseUri } from "./uri/parse";
