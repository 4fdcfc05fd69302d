import { useTranslations } from "next-intl";
import type { Tone } from "@/app/_ui/badge";
import type { HostLinkState, HostRow } from "@/server/inventory/types";
import type { MarkShape } from "../machines/state/machine-look";
import { StateMark } from "../machines/state/state-mark";

const looks: Record<HostLinkState, { tone: Tone; shape: MarkShape }> = {
  online: { tone: "run", shape: "solid" },
  connecting: { tone: "busy", shape: "ring" },
  unreachable: { tone: "unk", shape: "dashed" },
  refused: { tone: "err", shape: "diamond" },
  disabled: { tone: "off", shape: "hollow" },
};

/** The state of a host as a small shape with a name. */
export function HostMark({ host }: { host: Pick<HostRow, "link"> }) {
  const t = useTranslations("shell");
  const label = t(`hostLink.${host.link}`);
  return (
    <span role="img" aria-label={label} title={label} className="flex shrink-0">
      <StateMark {...looks[host.link]} />
    </span>
  );
}
