export { type ByteBuilder, bytes, type FrameFields, frame } from "./bytes";
export { FakeDaemon, type FakeDaemonOptions, type RemoteName } from "./fake-daemon";
export { type FakeDomain, fakeDomains, PAUSED, RUNNING, SHUT_OFF } from "./fake-domains";
export { FakeRefusal, FakeSession, type Fault } from "./fake-session";
export {
  dial,
  startTestDaemon,
  type TestDaemon,
  type TestDaemonOptions,
  writeTestDriverFile,
} from "./libvirtd";
