/** The kind of request of this form, as the server names it. */
export const KIND = "leave.annual";
