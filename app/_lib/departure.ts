let bySelf = false;

/** Somebody signs out: the end of the session that this brings about sends nobody anywhere. */
export function leaveBySelf(leaves: boolean): void {
  bySelf = leaves;
}

export const leavesBySelf = (): boolean => bySelf;
