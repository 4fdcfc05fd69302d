/** The stages of opening a connection, in order; a transport skips those it does not have. */
export type OpenStepName = "resolve" | "reach" | "hostKey" | "signIn" | "socket" | "daemon";

/** One progress line of an opening, for people diagnosing why a host cannot be reached. */
export interface OpenStep {
  name: OpenStepName;
  status: "start" | "pass" | "fail";
  detail?: string;
  facts?: Record<string, string>;
  error?: Error;
}
