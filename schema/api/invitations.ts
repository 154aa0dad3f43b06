import * as z from "zod";
import { msSchema } from "./common.ts";
import { newPasswordSchema } from "./passwords.ts";

/** The link's secret: 256 random bits, base64url. It stands in the fragment, which browsers send to nobody. */
const tokenSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** POST /api/staff/:id/invitation: sends a link, in place of an earlier one. */
export const inviteRequestSchema = z.object({
  /** Left out: to the address of the last one. */
  email: z.email().max(254).optional(),
});
export type InviteRequest = z.input<typeof inviteRequestSchema>;

/** POST /api/invitations/look: what an invited person reads before setting a password. */
export const lookInvitationRequestSchema = z.object({ token: tokenSchema });
export const invitationSchema = z
  .object({
    name: z.string(),
    loginId: z.string(),
    regionName: z.string(),
    organisationNames: z.array(z.string()),
    expiresAtMs: msSchema,
  })
  .meta({ id: "Invitation" });
export type Invitation = z.output<typeof invitationSchema>;

/** POST /api/invitations/acceptance: sets the password and signs in; the link is used up. */
export const acceptInvitationRequestSchema = z.object({ token: tokenSchema, password: newPasswordSchema });
export type AcceptInvitationRequest = z.input<typeof acceptInvitationRequestSchema>;
