/** With it, a link to a machine brings the frame along before it is followed. */
export default function Loading() {
  return null;
}
