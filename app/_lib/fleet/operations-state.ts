import type { OperationMessage, OperationView } from "@/server/operations/types";
import { isTerminal } from "@/server/operations/types";

const ENDED_MAX = 100;

/** Open operations and those that ended while this page was open, newest first. */
export class OperationsState {
  readonly #byId = new Map<string, OperationView>();
  readonly #openOn = new Map<string, OperationView>();
  #list: readonly OperationView[] = [];

  /** Returns the UUIDs of machines whose open operation may have changed, and the ended operations. */
  apply(message: OperationMessage): { touched: Set<string>; ended: OperationView[] } {
    const touched = new Set<string>();
    const ended: OperationView[] = [];
    const operations = message.kind === "snapshot" ? message.operations : [message.operation];
    if (message.kind === "snapshot") {
      const known = new Set(operations.map((operation) => operation.id));
      for (const [id, operation] of this.#byId)
        if (!isTerminal(operation.state) && !known.has(id)) {
          this.#byId.delete(id);
          touchTarget(operation, touched);
        }
    }
    for (const operation of operations) {
      const before = this.#byId.get(operation.id);
      if (before && !isTerminal(before.state) && isTerminal(operation.state)) ended.push(operation);
      this.#byId.set(operation.id, operation);
      touchTarget(operation, touched);
    }
    this.#rebuild();
    return { touched, ended };
  }

  list = (): readonly OperationView[] => this.#list;

  openOn = (uuid: string): OperationView | undefined => this.#openOn.get(uuid);

  #rebuild(): void {
    const all = [...this.#byId.values()].sort((a, b) => b.createdAtMs - a.createdAtMs);
    const ended = all.filter((operation) => isTerminal(operation.state));
    for (const old of ended.slice(ENDED_MAX)) this.#byId.delete(old.id);
    this.#list = all.filter((operation) => this.#byId.has(operation.id));
    this.#openOn.clear();
    for (const operation of this.#list)
      if (operation.target.uuid && !isTerminal(operation.state))
        this.#openOn.set(operation.target.uuid, operation);
  }
}

function touchTarget(operation: OperationView, touched: Set<string>): void {
  if (operation.target.uuid) touched.add(operation.target.uuid);
}
