import { REMOTE } from "../protocol/remote-calls.gen";
import { FakeDaemon } from "../testing/fake-daemon";
import { domainRef, fakeDomains } from "../testing/fake-domains";
import { XdrWriter } from "../xdr/writer";

// A process of its own, so that its work is not counted as the client's; the one answer measured is
// encoded beforehand, so that neither client waits for it.
const [machines = "1000", statsEach = "84"] = process.argv.slice(2);
const domains = fakeDomains(Number(machines), { statsEach: Number(statsEach) });
const daemon = await FakeDaemon.start({ domains });
const writer = new XdrWriter();
const retStats = domains.map((domain) => ({ dom: domainRef(domain), params: domain.stats }));
REMOTE.connectGetAllDomainStats.ret.write(writer, { retStats });
daemon.setPayload("connectGetAllDomainStats", writer.copy());
console.log(daemon.socketPath);
process.stdin.resume().once("end", () => daemon.stop());
