/** Saves a text as a file of the browser's machine. */
export function downloadText(text: string, file: { name: string; type: string }): void {
  const url = URL.createObjectURL(new Blob([text], { type: file.type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = file.name;
  link.click();
  // Revoked in the same turn, some browsers save an empty file.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
