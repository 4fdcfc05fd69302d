export interface PersonRow {
  id: string;
  name: string;
  disabledAtMs: number | null;
  isYou: boolean;
  isOwner: boolean;
  factors: { totp: boolean; passkeys: number };
  groups: { id: string; name: string }[];
  seenAtMs: number | null;
}

export interface GroupRow {
  id: string;
  name: string;
  memberIds: string[];
  grantCount: number;
}

export interface InvitationRow {
  id: string;
  label: string;
  createdByName: string;
  expiresAtMs: number;
}

export interface PeopleOverview {
  people: PersonRow[];
  groups: GroupRow[];
  invitations: InvitationRow[];
}
