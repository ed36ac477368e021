/**
 * What a person may be allowed to do. A handler names one of these with `@Allow`; a role holds a set of them.
 * The seeded sets are DESIGN.md's table "Who may what"; a council edits them.
 */
export const PERMISSIONS = [
  'requests.see', // lists and request pages, within the scope of the role
  'requests.work', // the actions that the iter gives to the role
  'requests.assign', // assign to a person or partner
  'requests.authorise', // authorise a contractor
  'requests.close',
  'requests.reopen',
  'requests.move-term', // with a reason
  'requests.reassign', // to another category or office
  'requests.correct', // strike a wrong step through, hide or erase its text
  'requests.ask-news', // alderman, mayor
  'requests.indicate', // a recorded indication that moves nothing
  'requests.file-for-others', // counter, phone, helper
  'requests.take-message', // a citizen's message that came by phone or at the counter
  'requests.new-password',
  'requests.print',
  'contacts.see', // masked by default, see contacts.open
  'contacts.open', // opens masked contacts; each opening is a step
  'notices.tell', // tells citizens without e-mail
  'tasks.answer', // a partner's own tasks
  'partner.requests', // a school: files and follows its own
  'statistics.see',
  'statistics.publish', // a month computed anew, beside what was published; targets
  'exports.personal', // contacts in a list of requests; each is opened, with its step
  'configuration.edit',
  'audit.see',
  'deliveries.see',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** Which requests a role sees. */
export const SCOPES = [
  'own-office',
  'own-offices',
  'portfolio',
  'all',
  'filed-by-me',
  'own-tasks',
  'none',
] as const;
export type Scope = (typeof SCOPES)[number];
