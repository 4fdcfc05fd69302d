export interface ViewerTarget {
  title: string;
  port: number;
  password: string | null;
}

/** A connection file of virt-viewer (`remote-viewer(1)`), for a display behind the tunnel beside it. */
export function writeViewerFile({ title, port, password }: ViewerTarget): string {
  const lines = [
    "[virt-viewer]",
    "type=vnc",
    "host=localhost",
    `port=${port}`,
    ...(password === null ? [] : [`password=${password}`]),
    `title=${oneLine(title)}`,
    "delete-this-file=1",
    "toggle-fullscreen=shift+f11",
    "release-cursor=shift+f12",
  ];
  return `${lines.join("\n")}\n`;
}

/** A name is a host's text: a line break in it would be a line of the file. */
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, " ").slice(0, 200);
