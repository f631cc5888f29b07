/** Modules whose sentences only the server, the console or another process says; refusals arrive already said. */
export const SERVER_ONLY = ["access", "audit", "db", "desk", "events", "jobs", "letters", "net", "supervisor", "tls"];
