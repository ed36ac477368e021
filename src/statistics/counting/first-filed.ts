/** The civil date of the oldest request, imported ones too; no row where there is none. */
export const FIRST_FILED = `SELECT filed_on AS "since" FROM request_facts ORDER BY filed_on, request_id LIMIT 1`;
