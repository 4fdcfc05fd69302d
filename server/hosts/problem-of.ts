/** Lives with the mirror, which needs it first; named here for the verbs of every domain. */
export { problemOfHostError } from "../inventory/problem-of";
