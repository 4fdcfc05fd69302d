import { FakeDaemon } from "../testing/fake-daemon";
import { fakeDomains } from "../testing/fake-domains";

// A process of its own, so that its work is not counted as the client's.
const [machines = "1000", statsEach = "84"] = process.argv.slice(2);
const daemon = await FakeDaemon.start({
  domains: fakeDomains(Number(machines), { statsEach: Number(statsEach) }),
});
console.log(daemon.socketPath);
process.stdin.resume().once("end", () => daemon.stop());
